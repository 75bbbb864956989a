/* Trains a model and judges it on statements it has not seen: train_evaluate TRAINING HELD_OUT MODEL
   Interrupt it (Ctrl-C) and it stops between two steps, leaving no file.
   Compile: cc train_evaluate.c $(pkg-config --cflags --libs stance_train) */
#include <signal.h>
#include <stance/evaluate.h>
#include <stance/train.h>
#include <stdio.h>

static volatile sig_atomic_t interrupted;
static void interrupt(int number) {
  (void)number;
  interrupted = 1;
}

/* Called from the thread that trains. Anything but 0 stops the work. */
static int report(void *context, const char *phase, double done, double total) {
  (void)context;
  fprintf(stderr, "\r%-40.40s %3.0f %%", phase, total > 0 ? 100 * done / total : 0);
  return interrupted;
}

static stance_status read_set(stance_dataset **out, const char *path, stance_error *error) {
  stance_dataset_options options = STANCE_DATASET_OPTIONS_INIT;
  return stance_dataset_read(out, &path, 1, &options, error);
}

/* Figures for people; stance_evaluation_render with STANCE_REPORT_JSON is for programs. */
static stance_status judge(const char *model_path, const stance_dataset *held_out, stance_error *error) {
  stance_model *model = NULL;
  stance_judgement *judgement = NULL;
  stance_status status = stance_model_open(&model, model_path, error);
  if (status == STANCE_OK) status = stance_evaluate(&judgement, model, held_out, NULL, error);
  if (status == STANCE_OK) {
    const stance_evaluated_model *found = &stance_judgement_evaluation(judgement)->model;
    if (found->metrics)
      printf("held out: %zu statements, macro-F1 %.3f (%.3f to %.3f)\n", found->metrics->n, found->metrics->macro_f1,
             found->metrics->macro_f1_ci95.low, found->metrics->macro_f1_ci95.high);
    if (found->neither.n)
      printf("neither: not confident on %zu of %zu statements that take no stance\n", found->neither.not_confident, found->neither.n);
  }
  stance_judgement_free(judgement); /* before the model, which it borrows */
  stance_model_close(model);
  return status;
}

int main(int argc, char **argv) {
  stance_error error;
  stance_dataset *training_set = NULL, *held_out = NULL;
  stance_training *training = NULL;
  stance_train_options options = STANCE_TRAIN_OPTIONS_INIT;
  if (argc != 4) {
    fprintf(stderr, "usage: %s TRAINING HELD_OUT MODEL\n", argv[0]);
    return STANCE_USAGE;
  }
  signal(SIGINT, interrupt);
  options.progress = report;
  options.name = argv[1];
  stance_status status = read_set(&training_set, argv[1], &error);
  if (status == STANCE_OK) status = read_set(&held_out, argv[2], &error); /* bad data is better found before the wait */
  if (status == STANCE_OK) status = stance_train(&training, training_set, &options, &error);
  fputc('\n', stderr);
  if (status == STANCE_OK) status = stance_training_save(training, argv[3], &error);
  if (status == STANCE_OK) {
    const stance_metrics *m = stance_training_metrics(training);
    printf("out of fold: %zu statements, macro-F1 %.3f (%.3f to %.3f)\n", m->n, m->macro_f1, m->macro_f1_ci95.low, m->macro_f1_ci95.high);
    status = judge(argv[3], held_out, &error);
  }
  if (status != STANCE_OK && error.line)
    fprintf(stderr, "%s: %s:%ld: %s\n", stance_status_name(status), error.file, error.line, error.message);
  else if (status != STANCE_OK)
    fprintf(stderr, "%s: %s: %s\n", stance_status_name(status), error.file, error.message);
  stance_training_free(training);
  stance_dataset_free(held_out);
  stance_dataset_free(training_set);
  return (int)status;
}
