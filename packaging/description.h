/* What `stance --describe` and `stance COMMAND --describe` print, read back: the one source of manual pages and completions. */
#ifndef PACKAGING_DESCRIPTION_H
#define PACKAGING_DESCRIPTION_H
#include <stdbool.h>
#include <stdio.h>

typedef struct described_option {
  const char *kind;     /* "flag", "value", "list" (may be repeated), "choice"; NULL: a heading, of which only `help` is set */
  const char *name;     /* without hyphens */
  const char *letter;   /* "" where there is none */
  const char *argument; /* "FILE", or the words of a choice, "table|json"; "" for a flag */
  const char *help;
} described_option;

typedef struct described_item {
  const char *name, *text;
} described_item;

enum { MOST_ITEMS = 128 };
typedef struct description {
  const char *command; /* "" for what is above the commands */
  const char *synopsis;
  const char *summary[MOST_ITEMS], *examples[MOST_ITEMS]; /* lines, up to a NULL */
  described_option options[MOST_ITEMS];
  size_t n_summary, n_examples, n_options;
  described_item commands[MOST_ITEMS], exits[MOST_ITEMS]; /* of the one above the commands */
  size_t n_commands, n_exits;
} description;

/* Reads a file; says on stderr what is wrong with it and ends the program where something is. Nothing is freed: the programs are short. */
description *description_read(const char *path);
/* What the commands are, of the description above them: the summary of one. */
const char *description_purpose(const description *top, const char *command);

/* What a value is, by the word that the help has for it. */
typedef enum value_kind { VALUE_FREE, VALUE_FILE, VALUE_DATASET, VALUE_MODEL } value_kind;
value_kind value_kind_of(const char *argument);
/* What the command's operands are, by its synopsis; VALUE_FREE where it takes none. */
value_kind operand_kind(const description *d);

/* Each writes to standard output; d[0] is the description above the commands, d[1..n-1] the commands'. */
void write_bash(description *const *d, size_t n);
void write_zsh(description *const *d, size_t n);
void write_fish(description *const *d, size_t n);
/* The manual page of `d`. `notes` is a file of roff with the sections that are no table, put in before the examples. */
void write_man(const description *top, const description *d, const char *notes, const char *version, const char *date);
#endif
