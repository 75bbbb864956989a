/* Completion for fish. */
#include <string.h>

#include "packaging/description.h"

static void put_quoted(const char *text) {
  putchar('\'');
  for (; *text; text++) {
    if (*text == '\'' || *text == '\\') putchar('\\');
    putchar(*text);
  }
  putchar('\'');
}

/* Files of a kind come first, and all others after them. */
static const char *const actions[] = {"-x", "-r -F",
                                      "-r -k -x -a '(__stance_files tsv csv jsonl ndjson txt tsv.gz csv.gz jsonl.gz ndjson.gz)'",
                                      "-r -k -x -a '(__fish_complete_suffix .stance)'"};

static void put_option(const char *command, const described_option *o) {
  fputs("complete -c stance ", stdout);
  if (*command)
    printf("-n '__stance_command %s' ", command);
  else
    fputs("-n __stance_no_command ", stdout);
  if (*o->letter) printf("-s %s ", o->letter);
  printf("-l %s ", o->name);
  if (strcmp(o->kind, "choice") == 0) {
    fputs("-x -a '", stdout);
    for (const char *c = o->argument; *c; c++) putchar(*c == '|' ? ' ' : *c);
    fputs("' ", stdout);
  } else if (strcmp(o->kind, "flag") != 0)
    printf("%s ", actions[value_kind_of(o->argument)]);
  fputs("-d ", stdout);
  put_quoted(o->help);
  putchar('\n');
}

void write_fish(description *const *d, size_t n) {
  fputs("# Completion of stance(1) for fish. Generated from the option tables of the commands.\n"
        "function __stance_no_command\n  test (count (commandline -opc)) -eq 1\nend\n"
        "function __stance_command\n  set -l words (commandline -opc)\n  test (count $words) -ge 2; and test $words[2] = $argv[1]\nend\n"
        "function __stance_files\n  for ending in $argv\n    set -a found (__fish_complete_suffix .$ending | string match -e -- .$ending)\n"
        "  end\n  printf '%s\\n' $found (__fish_complete_path (commandline -ct))\nend\n"
        "complete -c stance -f\n",
        stdout);
  for (size_t i = 0; i < d[0]->n_commands; i++) {
    printf("complete -c stance -n __stance_no_command -a %s -d ", d[0]->commands[i].name);
    put_quoted(d[0]->commands[i].text);
    putchar('\n');
  }
  fputs("complete -c stance -n __stance_no_command -a help -d 'examples and all options of a command'\n"
        "complete -c stance -n '__stance_command help' -a '",
        stdout);
  for (size_t i = 0; i < d[0]->n_commands; i++) printf("%s%s", i ? " " : "", d[0]->commands[i].name);
  fputs("'\n", stdout);
  for (size_t i = 0; i < d[0]->n_options; i++) put_option("", &d[0]->options[i]);
  for (size_t c = 1; c < n; c++) {
    for (size_t i = 0; i < d[c]->n_options; i++)
      if (d[c]->options[i].kind) put_option(d[c]->command, &d[c]->options[i]);
    value_kind operand = operand_kind(d[c]);
    if (operand != VALUE_FREE)
      printf("complete -c stance -n '__stance_command %s' %s\n", d[c]->command, operand == VALUE_FILE ? "-F" : actions[operand] + 3);
  }
}
