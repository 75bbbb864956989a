/* What the command computes before it writes it, to the last bit: for each line of standard input the answer as hexadecimal floats. Linked
   with the rooms that the command is made of, not with the shared library. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>

#include "stance/model.h"

int main(int argc, char **argv) {
  stance_error error;
  stance_model *model = NULL;
  stance_labeller *labeller = NULL;
  char *line = NULL;
  size_t capacity = 0;
  ssize_t length;
  double probabilities[16];
  if (argc != 2) return STANCE_USAGE;
  stance_status status = stance_model_open(&model, argv[1], &error);
  if (status == STANCE_OK && stance_model_label_count(model) > 16) status = STANCE_USAGE;
  if (status == STANCE_OK) status = stance_labeller_new(&labeller, model, &error);
  while (status == STANCE_OK && (length = getline(&line, &capacity, stdin)) > 0) {
    stance_label a;
    if (line[length - 1] == '\n') length--;
    status = stance_label_text(labeller, line, (size_t)length, &a, probabilities, &error);
    if (status != STANCE_OK) break;
    printf("%s %a %a %a %d %zu", stance_model_label(model, a.label), a.probability, a.decision, a.neither, a.confident, a.known_terms);
    for (size_t i = 0; i < stance_model_label_count(model); i++) printf(" %a", probabilities[i]);
    putchar('\n');
  }
  free(line);
  stance_labeller_free(labeller);
  stance_model_close(model);
  return (int)status;
}
