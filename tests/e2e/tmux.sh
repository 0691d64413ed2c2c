#!/usr/bin/env bash
# The programs on tmux, a terminal not of our making: a presentation and a quiz from a shell and back to it. Prints TAP.
set -u
dir=$(mktemp -d)
socket=$dir/socket
tm() { tmux -S "$socket" -f /dev/null -u "$@"; }
trap 'tm kill-server 2>/dev/null; rm -rf "$dir"' EXIT
export LC_ALL=C.UTF-8 LANGUAGE=en TAPHUAN_DATA=$dir/data PS1='ready> ' SHELL=/bin/sh
unset TMUX TAPHUAN_TEST_SYNC ENV

cat >"$dir/lesson.md" <<'END'
---
lang: en
---
# Tập huấn

---
## Mục tiêu

Quy mô **104 triệu** người

## Hỏi
<!-- quiz id=a -->
1. [x] đúng
2. [ ] sai
END

screen() { tm capture-pane -p; }

# shows TEXT: waits until the screen has it.
shows() {
	for _ in $(seq 400); do
		grep -qF -- "$1" <<<"$(screen)" && return
		sleep 0.05
	done
	echo "# the screen never shows: $1"
	screen | sed 's/^/# |/'
	return 1
}

shell() { tm new-session -d -x 80 -y 24 /bin/sh && shows 'ready>'; }
run() { tm send-keys -l "clear; $TAPHUAN $1; echo status=\$?" && tm send-keys Enter; }
key() { tm send-keys "$@"; }
# As before: the prompt again, the alternate screen and the mouse off, what is typed is echoed.
back_in_shell() {
	shows 'status=0' && [ "$(tm display -p '#{alternate_on}#{mouse_any_flag}#{cursor_flag}')" = 001 ] &&
		tm send-keys -l 'echo "still" "here"' && shows 'echo "still"' && key Enter && shows 'still here'
}

present() {
	run "present $dir/lesson.md" && shows 'Tập huấn' && key Right && shows '104 triệu' &&
		tm resize-window -x 38 -y 44 && shows '104 triệu' && key Left && shows 'Tập huấn' && key q && back_in_shell
}

# The window is closed in the middle: the answer is kept.
quiz() {
	tm resize-window -x 80 -y 24
	run "quiz $dir/lesson.md" && shows 'your name' && tm send-keys -l 'Hà Đức Dũng' && shows '“Hà Đức Dũng”' &&
		key Enter && shows '▸ ＋' && key Enter && shows 'hamlet' && key Enter && shows 'Begin' && key Enter && shows 'Question 1 of 1' &&
		key Enter && shows 'Answer kept' && tm kill-session && grep -rq '"choices":\[0\]' "$dir/data/journal"
}

shell || exit 1
number=0
echo "1..2"
for test in present quiz; do
	number=$((number + 1))
	if $test; then echo "ok $number - $test"; else echo "not ok $number - $test"; fi
done
