/* Manual pages in the man(7) macros, which every formatter reads. */
#include <string.h>

#include "packaging/description.h"

/* Text as roff: hyphens that are hyphen-minus, no escapes, no request by accident at the start of a line. */
static void put(const char *text) {
  if (*text == '.' || *text == '\'') fputs("\\&", stdout);
  for (; *text; text++) {
    if (*text == '-')
      fputs("\\-", stdout);
    else if (*text == '\\')
      fputs("\\e", stdout);
    else if (*text == '\'')
      fputs("\\(aq", stdout);
    else if (*text == '^')
      fputs("\\(ha", stdout);
    else if (*text == '~')
      fputs("\\(ti", stdout);
    else
      putchar(*text);
  }
}

static void put_upper(const char *text) {
  for (; *text; text++) {
    if (*text == '-') putchar('\\');
    putchar(*text >= 'a' && *text <= 'z' ? *text - 'a' + 'A' : *text);
  }
}

/* Words in capitals stand for what one writes oneself: in italics. The rest as it is. */
static void put_marked(const char *text) {
  while (*text) {
    size_t capitals = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    if (capitals) {
      printf("\\fI%.*s\\fR", (int)capitals, text);
      text += capitals;
    } else {
      char one[] = {*text++, '\0'};
      put(one);
    }
  }
}

static void put_argument(const described_option *o) {
  if (!*o->argument) return;
  putchar(' ');
  if (strcmp(o->kind, "choice") != 0) {
    put_marked(o->argument);
    return;
  }
  for (const char *word = o->argument;;) {
    size_t length = strcspn(word, "|");
    printf("\\fB%.*s\\fR", (int)length, word);
    if (!word[length]) return;
    fputs("\\||\\|", stdout);
    word += length + 1;
  }
}

static void put_option(const described_option *o) {
  if (!o->kind) {
    fputs(".SS ", stdout);
    putchar(*o->help >= 'a' && *o->help <= 'z' ? *o->help - 'a' + 'A' : *o->help);
    put(o->help + 1);
    putchar('\n');
    return;
  }
  fputs(".TP\n", stdout);
  if (*o->letter) printf("\\fB\\-%s\\fR, ", o->letter);
  fputs("\\fB\\-\\-", stdout);
  put(o->name);
  fputs("\\fR", stdout);
  put_argument(o);
  putchar('\n');
  put(o->help);
  putchar('\n');
}

static void put_file(const char *path) {
  FILE *file = fopen(path, "r");
  if (!file) return; /* a page needs no notes */
  for (int c = fgetc(file); c != EOF; c = fgetc(file)) putchar(c);
  fclose(file);
}

static void put_name(const description *top, const description *d) {
  if (!*d->command) {
    fputs(".SH NAME\nstance \\- find the statements in news, who made them, and how conciliatory they are\n.SH SYNOPSIS\n.B stance\n",
          stdout);
    put_marked(d->synopsis);
    fputs("\n.br\n.B stance help\n[\\fICOMMAND\\fR]\n.br\n.B stance \\-\\-version\n", stdout);
    return;
  }
  printf(".SH NAME\nstance\\-%s \\- ", d->command);
  put(description_purpose(top, d->command));
  printf("\n.SH SYNOPSIS\n.B stance %s\n", d->command);
  put_marked(d->synopsis);
  putchar('\n');
}

static void put_commands(const description *top) {
  fputs(".SH COMMANDS\n", stdout);
  for (size_t i = 0; i < top->n_commands; i++) {
    printf(".TP\n.BR stance\\-%s (1)\n", top->commands[i].name);
    put(top->commands[i].text);
    putchar('\n');
  }
  fputs(".TP\n\\fBhelp\\fR [\\fICOMMAND\\fR]\nexamples and all options of a command\n", stdout);
}

/* Only a command with a gate can end with the last code. */
static void put_exit_codes(const description *top, const description *d) {
  bool gate = !*d->command;
  for (size_t i = 0; i < d->n_options; i++) gate = gate || (d->options[i].kind && strncmp(d->options[i].name, "min-", 4) == 0);
  fputs(".SH EXIT STATUS\n", stdout);
  for (size_t i = 0; i + !gate < top->n_exits; i++) {
    printf(".TP 4\n.B %s\n", top->exits[i].name);
    put(top->exits[i].text);
    putchar('\n');
  }
}

static void put_see_also(const description *top, const description *d) {
  fputs(".SH SEE ALSO\n", stdout);
  if (*d->command) fputs(".BR stance (1)", stdout);
  bool first = !*d->command;
  for (size_t i = 0; i < top->n_commands; i++) {
    if (strcmp(top->commands[i].name, d->command) == 0) continue;
    printf("%s.BR stance\\-%s (1)", first ? "" : ",\n", top->commands[i].name);
    first = false;
  }
  putchar('\n');
}

void write_man(const description *top, const description *d, const char *notes, const char *version, const char *date) {
  printf(".\\\" Generated from the command's option table; edit that, or packaging/man/.\n.TH STANCE");
  if (*d->command) fputs("\\-", stdout);
  put_upper(d->command);
  printf(" 1 %s \"stance %s\" \"stance manual\"\n", date, version);
  put_name(top, d);
  fputs(".SH DESCRIPTION\n", stdout);
  for (size_t i = 0; i < d->n_summary; i++) {
    put(d->summary[i]);
    putchar('\n');
  }
  if (!*d->command) put_commands(top);
  fputs(".SH OPTIONS\n", stdout);
  for (size_t i = 0; i < d->n_options; i++) put_option(&d->options[i]);
  put_exit_codes(top, d);
  put_file(notes);
  fputs(".SH EXAMPLES\n.nf\n", stdout);
  for (size_t i = 0; i < d->n_examples; i++) {
    put(d->examples[i]);
    putchar('\n');
  }
  fputs(".fi\n", stdout);
  put_see_also(top, d);
}
