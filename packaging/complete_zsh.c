/* Completion for zsh, over its _arguments. */
#include <string.h>

#include "packaging/description.h"

/* Inside single quotes; with a backslash before each of `special`. */
static void put_quoted(const char *text, const char *special) {
  for (; *text; text++) {
    if (*text == '\'')
      fputs("'\\''", stdout);
    else {
      if (*special && strchr(special, *text)) putchar('\\');
      putchar(*text);
    }
  }
}

static const char *const actions[] = {" ", "_files", "_stance_datasets", "_stance_models"};

static void put_option(const described_option *o) {
  bool flag = strcmp(o->kind, "flag") == 0, repeats = strcmp(o->kind, "list") == 0;
  const char *end = flag ? "" : "=";
  if (*o->letter)
    printf("'%s(-%s --%s)'{-%s%s,--%s%s}'[", repeats ? "*" : "", o->letter, o->name, o->letter, flag ? "" : "+", o->name, end);
  else
    printf("'%s--%s%s[", repeats ? "*" : "", o->name, end);
  put_quoted(o->help, "[]\\");
  putchar(']');
  if (strcmp(o->kind, "choice") == 0) {
    printf(":%s:(", o->name);
    for (const char *c = o->argument; *c; c++) putchar(*c == '|' ? ' ' : *c);
    putchar(')');
  } else if (!flag) {
    putchar(':');
    put_quoted(o->argument, ":\\");
    printf(":%s", actions[value_kind_of(o->argument)]);
  }
  fputs("' \\\n        ", stdout);
}

void write_zsh(description *const *d, size_t n) {
  fputs("#compdef stance\n# Completion of stance(1) for zsh. Generated from the option tables of the commands.\n"
        "_stance_models() { _files -g '*.stance(-.)' }\n"
        "_stance_datasets() { _files -g '*.(tsv|csv|jsonl|ndjson|txt)(|.gz)(-.)' }\n"
        "_stance_commands() {\n  local -a commands\n  commands=(\n",
        stdout);
  for (size_t i = 0; i < d[0]->n_commands; i++) {
    printf("    '%s:", d[0]->commands[i].name);
    put_quoted(d[0]->commands[i].text, "\\");
    fputs("'\n", stdout);
  }
  fputs("    'help:examples and all options of a command'\n  )\n  _describe command commands\n}\n"
        "_stance() {\n  local curcontext=$curcontext state line\n  typeset -A opt_args\n  _arguments -C ",
        stdout);
  for (size_t i = 0; i < d[0]->n_options; i++) put_option(&d[0]->options[i]);
  fputs("'1:command:_stance_commands' '*::argument:->arguments'\n  [[ $state == arguments ]] || return\n  case $words[1] in\n"
        "    help) _arguments '1:command:_stance_commands' ;;\n",
        stdout);
  for (size_t c = 1; c < n; c++) {
    printf("    %s)\n      _arguments -s -S ", d[c]->command);
    for (size_t i = 0; i < d[c]->n_options; i++)
      if (d[c]->options[i].kind) put_option(&d[c]->options[i]);
    value_kind operand = operand_kind(d[c]);
    if (operand != VALUE_FREE) printf("'*:%s:%s' ", operand == VALUE_MODEL ? "model" : "file", actions[operand]);
    fputs("&& return\n      ;;\n", stdout);
  }
  fputs("  esac\n}\n_stance \"$@\"\n", stdout);
}
