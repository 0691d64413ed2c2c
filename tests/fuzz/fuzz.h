/*
 * Each fuzz_*.c is one target: it takes any bytes and must come back, whatever they are. libFuzzer calls it for
 * `make fuzz`; replay.c calls it for `make test`, with the files of corpus/TARGET and every input that once broke it.
 */
#ifndef TAPHUAN_TESTS_FUZZ_H
#define TAPHUAN_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
