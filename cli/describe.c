/* A command's table for programs. Manual pages and completions are made from it when the project is built (packaging/), so that they say
   what --help says. One line an item, fields separated by tabs. */
#include <string.h>

#include "cli/command.h"

static void put_lines(const char *item, const char *text, size_t indent) {
  while (*text) {
    size_t length = strcspn(text, "\n"), skip = strspn(text, " ");
    if (skip > indent) skip = indent;
    printf("%s\t%.*s\n", item, (int)(length - skip), text + skip);
    text += length + (text[length] == '\n');
  }
}

static const char *kind_name(cli_kind kind) {
  switch (kind) {
  case CLI_FLAG: return "flag";
  case CLI_LIST: return "list";
  case CLI_CHOICE: return "choice";
  default: return "value";
  }
}

int cli_describe(const cli_usage *usage, const cli_option *options) {
  printf("command\t%s\nsynopsis\t%s\n", usage->command, usage->synopsis);
  put_lines("summary", usage->summary, 0);
  put_lines("example", usage->examples, 2);
  for (const cli_option *o = options; o->kind != CLI_END; o++) {
    if (o->kind == CLI_HEADING)
      printf("heading\t%s\n", o->help);
    else
      printf("option\t%s\t%s\t%.*s\t%s\t%s\n", kind_name(o->kind), o->name, o->letter != 0, &o->letter, o->argument ? o->argument : "",
             o->help);
  }
  printf("option\tflag\thelp\th\t\tshow the command's examples and options\n");
  return cli_finish_output();
}
