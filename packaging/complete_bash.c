/* Completion for bash, without the functions of the bash-completion package, so that it also works where only the file is sourced. */
#include <string.h>

#include "packaging/description.h"

static void put_choices(const char *words) {
  for (; *words; words++) putchar(*words == '|' ? ' ' : *words);
}

static void put_command_words(const description *top) {
  for (size_t i = 0; i < top->n_commands; i++) printf("%s ", top->commands[i].name);
}

static void put_options(description *const *d, size_t n) {
  fputs("_stance_options() {\n  case $1 in\n", stdout);
  for (size_t c = 1; c < n; c++) {
    printf("  %s) echo '", d[c]->command);
    for (size_t i = 0; i < d[c]->n_options; i++) {
      const described_option *o = &d[c]->options[i];
      if (!o->kind) continue;
      if (*o->letter) printf("-%s ", o->letter);
      printf("--%s ", o->name);
    }
    fputs("' ;;\n", stdout);
  }
  fputs("  esac\n}\n", stdout);
}

static const char *kind_word(value_kind kind) {
  static const char *const words[] = {"free", "file", "dataset", "model"};
  return words[kind];
}

static void put_values(description *const *d, size_t n) {
  fputs("# What follows an option: a kind of value, \"choice\" and its words, or nothing for a flag.\n"
        "_stance_value() {\n  case $1:$2 in\n",
        stdout);
  for (size_t c = 1; c < n; c++)
    for (size_t i = 0; i < d[c]->n_options; i++) {
      const described_option *o = &d[c]->options[i];
      if (!o->kind || strcmp(o->kind, "flag") == 0) continue;
      printf("  %s:--%s", d[c]->command, o->name);
      if (*o->letter) printf(" | %s:-%s", d[c]->command, o->letter);
      fputs(") echo '", stdout);
      if (strcmp(o->kind, "choice") == 0) {
        fputs("choice ", stdout);
        put_choices(o->argument);
      } else
        fputs(kind_word(value_kind_of(o->argument)), stdout);
      fputs("' ;;\n", stdout);
    }
  fputs("  esac\n}\n", stdout);
}

static void put_operands(description *const *d, size_t n) {
  fputs("_stance_operand() {\n  case $1 in\n", stdout);
  for (size_t c = 1; c < n; c++) printf("  %s) echo %s ;;\n", d[c]->command, kind_word(operand_kind(d[c])));
  fputs("  esac\n}\n", stdout);
}

static const char files[] = "# Files of a kind and folders; all files where there is none of the kind.\n"
                            "_stance_files() {\n"
                            "  local pattern=. name\n"
                            "  case $1 in\n"
                            "  model) pattern='[.]stance$' ;;\n"
                            "  dataset) pattern='[.](tsv|csv|jsonl|ndjson|txt)([.]gz)?$' ;;\n"
                            "  esac\n"
                            "  compopt -o filenames 2>/dev/null\n"
                            "  while IFS= read -r name; do\n"
                            "    if [[ $name =~ $pattern || -d ${name/#\\~/$HOME} ]]; then COMPREPLY+=(\"$name\"); fi\n"
                            "  done < <(compgen -f -- \"$2\")\n"
                            "  ((${#COMPREPLY[@]})) || mapfile -t COMPREPLY < <(compgen -f -- \"$2\")\n"
                            "}\n";

static const char head[] =
    "_stance() {\n"
    "  local word=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]} previous=${COMP_WORDS[COMP_CWORD - 1]} kind option='' i\n"
    "  COMPREPLY=()\n";

static const char body[] = "  # Readline cuts --format=json at the =.\n"
                           "  if [[ $word == = ]]; then\n"
                           "    option=$previous word=''\n"
                           "  elif [[ $previous == = ]]; then\n"
                           "    option=${COMP_WORDS[COMP_CWORD - 2]}\n"
                           "  elif [[ $previous == -* ]]; then\n"
                           "    option=$previous\n"
                           "  fi\n"
                           "  kind=$(_stance_value \"$command\" \"$option\")\n"
                           "  for ((i = 2; i < COMP_CWORD; i++)); do\n"
                           "    if [[ ${COMP_WORDS[i]} == -- ]]; then kind='' word=${word/#-/./-}; fi\n"
                           "  done\n"
                           "  if [[ ! $kind && $word == -* ]]; then\n"
                           "    mapfile -t COMPREPLY < <(compgen -W \"$(_stance_options \"$command\")\" -- \"$word\")\n"
                           "    return\n"
                           "  fi\n"
                           "  : \"${kind:=$(_stance_operand \"$command\")}\"\n"
                           "  case $kind in\n"
                           "  choice*) mapfile -t COMPREPLY < <(compgen -W \"${kind#choice }\" -- \"$word\") ;;\n"
                           "  file | dataset | model) _stance_files \"$kind\" \"$word\" ;;\n"
                           "  esac\n"
                           "}\n"
                           "complete -F _stance stance\n";

void write_bash(description *const *d, size_t n) {
  fputs("# Completion of stance(1) for bash. Generated from the option tables of the commands.\n", stdout);
  put_options(d, n);
  put_values(d, n);
  put_operands(d, n);
  fputs(files, stdout);
  fputs(head, stdout);
  fputs("  if ((COMP_CWORD == 1)); then\n    mapfile -t COMPREPLY < <(compgen -W '", stdout);
  put_command_words(d[0]);
  fputs("help ", stdout);
  for (size_t i = 0; i < d[0]->n_options; i++) printf("--%s ", d[0]->options[i].name);
  fputs(
      "' -- \"$word\")\n    return\n  elif [[ $command == help ]]; then\n    ((COMP_CWORD == 2)) && mapfile -t COMPREPLY < <(compgen -W '",
      stdout);
  put_command_words(d[0]);
  fputs("' -- \"$word\")\n    return\n  fi\n", stdout);
  fputs(body, stdout);
}
