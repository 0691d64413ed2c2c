/* Whatever happens, the terminal is given back: curses itself sees to that on INT, TERM and TSTP only. */
#include "tui/private.h"

#include <errno.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* Everything the program may have set, undone: paste, mouse, cursor, keypad, attributes, alternate screen. */
static const char give_back[] = MODES_OFF "\033[?25h\033[?1l\033>\033[0m\033[?1049l";

static const int fatal[] = {SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS, SIGXCPU};
static struct sigaction before[G_N_ELEMENTS(fatal)];

static struct termios settings;
static bool remembered;

/* Where the handler runs when the stack is what overflowed. */
static char spare_stack[16 * 1024];
static stack_t stack_before;

void restore_settings(void)
{
	if (remembered)
		tcsetattr(STDIN_FILENO, TCSADRAIN, &settings);
}

/* Async-signal-safe, and nothing of curses. What the terminal still has to say (the mouse, half a key) is thrown away,
 * or the shell would take it as typed. */
static void on_fatal(int signal)
{
	ssize_t written = write(STDOUT_FILENO, give_back, sizeof give_back - 1);
	(void)written;
	tcsetattr(STDIN_FILENO, TCSANOW, &settings);
	tcflush(STDIN_FILENO, TCIFLUSH);
	for (size_t i = 0; i < G_N_ELEMENTS(fatal); i++)
		sigaction(fatal[i], &before[i], NULL);
	raise(signal);
}

void restore_arm(void)
{
	remembered = tcgetattr(STDIN_FILENO, &settings) == 0;
	sigaltstack(&(stack_t){.ss_sp = spare_stack, .ss_size = sizeof spare_stack}, &stack_before);
	struct sigaction action = {.sa_handler = on_fatal, .sa_flags = SA_ONSTACK};
	sigfillset(&action.sa_mask);
	for (size_t i = 0; i < G_N_ELEMENTS(fatal); i++)
		sigaction(fatal[i], &action, &before[i]);
}

void restore_disarm(void)
{
	restore_settings();
	for (size_t i = 0; i < G_N_ELEMENTS(fatal); i++)
		sigaction(fatal[i], &before[i], NULL);
	sigaltstack(&stack_before, NULL);
	remembered = false;
}
