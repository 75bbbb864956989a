/* Labels each line of standard input: label_lines MODEL < statements.txt
   Compile: cc label_lines.c $(pkg-config --cflags --libs stance) */
#include <stance/model.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv) {
  stance_error error;
  stance_model *model = NULL;
  stance_labeller *labeller = NULL;
  char line[4096];
  if (argc != 2) {
    fprintf(stderr, "usage: %s MODEL < statements.txt\n", argv[0]);
    return STANCE_USAGE;
  }
  stance_status status = stance_model_open(&model, argv[1], &error);
  if (status == STANCE_OK) status = stance_labeller_new(&labeller, model, &error);
  while (status == STANCE_OK && fgets(line, sizeof line, stdin)) {
    stance_label label;
    status = stance_label_text(labeller, line, strcspn(line, "\n"), &label, NULL, &error);
    if (status == STANCE_OK) printf("%-16s %.2f  %s", stance_model_label(model, label.label), label.probability, line);
  }
  if (status != STANCE_OK) fprintf(stderr, "%s: %s: %s\n", stance_status_name(status), error.file, error.message);
  stance_labeller_free(labeller);
  stance_model_close(model);
  return (int)status;
}
