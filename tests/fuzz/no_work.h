/* Put before each file of cli/ in fuzz_options.c's program: where a command has read its command line and begins its work, there is none;
   and what it says goes nowhere. */
#ifndef STANCE_TESTS_FUZZ_NO_WORK_H
#define STANCE_TESTS_FUZZ_NO_WORK_H
#include <stdio.h>
#include <unistd.h>

extern FILE *fuzz_sink;
#undef stdout
#undef stderr
#define stdout fuzz_sink
#define stderr fuzz_sink
#define printf(...) fprintf(fuzz_sink, __VA_ARGS__)
#define puts(text) (fputs((text), fuzz_sink), fputc('\n', fuzz_sink))
#define putchar(c) fputc((c), fuzz_sink)

#define access(path, mode) ((void)(path), 0) /* stance-train is there */
#define cli_open_model fuzz_no_model
#define stance_model_open fuzz_no_open
#define stance_dataset_read fuzz_no_dataset
#define stance_reader_open fuzz_no_reader
#define stance__output_open fuzz_no_output
#define cli_inputs_open fuzz_no_inputs
#define cli_aliases_read fuzz_no_aliases
#define serve_open fuzz_no_server
#endif
