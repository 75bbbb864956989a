/* Command lines from one table a command: parsing, help, "did you mean". */
#ifndef STANCE_CLI_OPTIONS_H
#define STANCE_CLI_OPTIONS_H
#include "base/arena.h"
#include <stddef.h>
#include <stdint.h>

typedef enum cli_kind {
  CLI_END = 0, /* closes a table */
  CLI_HEADING, /* a line of the help: only `help` is read */
  CLI_FLAG,    /* bool * */
  CLI_TEXT,    /* const char ** */
  CLI_LIST,    /* cli_list *: may be repeated */
  CLI_COUNT,   /* size_t * */
  CLI_SIZE,    /* size_t *: bytes, with K, M or G */
  CLI_NUMBER,  /* double * */
  CLI_NUMBERS, /* cli_numbers *: separated by commas */
  CLI_RANGE,   /* uint32_t[2]: "1-3" or "2"; "none" is 0-0 */
  CLI_CHOICE   /* int *: the number of the word in `argument`, "table|json|csv" */
} cli_kind;

typedef struct cli_option {
  cli_kind kind;
  const char *name; /* without the two hyphens */
  char letter;      /* 0: none */
  void *target;
  const char *argument;
  const char *help;
} cli_option;

typedef struct cli_list {
  const char **items;
  size_t n;
} cli_list;
typedef struct cli_numbers {
  double *items;
  size_t n;
} cli_numbers;

typedef struct cli_usage {
  const char *command;  /* "train" */
  const char *synopsis; /* "[option...] DATASET... -o MODEL" */
  const char *summary;
  const char *examples; /* lines, indented by two */
} cli_usage;

enum { CLI_CONTINUE = -1 };
/* Fills the targets and `files`; memory comes from `arena`. CLI_CONTINUE, or the exit code: 0 after --help or --describe, 1 where that
   cannot be printed or memory is out, 2 after a usage error (each said on stderr). */
int cli_parse(const cli_usage *usage, const cli_option *options, int argc, char **argv, cli_list *files, stance__arena *arena);
/* The table on standard output as packaging/description.h reads it: what --describe, which no help mentions, prints. The exit code. */
int cli_describe(const cli_usage *usage, const cli_option *options);
/* Word number of `text` in "a|b|c", or -1. */
int cli_choice(const char *choices, const char *text);
/* The word of the NULL-terminated list that `text` was most likely meant to be; NULL where none is close. */
const char *cli_suggest(const char *text, const char *const *words);
/* "stance: COMMAND: ..." and a pointer to the help on stderr; returns the exit code 2. */
int cli_usage_error(const cli_usage *usage, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Says so on stderr; returns the exit code 1. */
int cli_out_of_memory(void);
#endif
