/* stance serve: starts the server, says where it is, ends it on a signal. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/serve_evaluate.h"
#include "serve/serve.h"

static const cli_usage usage = {"serve", "[option...]",
                                "A page on this machine to read articles, label statements, retrain and evaluate, and the JSON API under\n"
                                "it. Listens on 127.0.0.1 alone; no request leaves the machine. Ends on Ctrl-C.",
                                "  stance serve\n"
                                "  stance serve -m my.stance --port 8080\n"
                                "  stance serve --labels labels.jsonl --pool statements.csv\n"
                                "  stance serve --labels labels.jsonl --pool news.jsonl --pool-kind articles --train-with coded.csv\n"};

/* stance-train beside this program: both are installed in one folder, and built in one. */
static bool find_trainer(char out[2 * CLI_LONGEST_PATH]) { return cli_program_path(out, "stance-train") && access(out, X_OK) == 0; }

/* What the page and reports call the model. */
static const char *name_of(const char *asked) {
  const char *from_environment = getenv("STANCE_MODEL");
  if (!asked && from_environment && *from_environment) asked = from_environment;
  if (!asked) return "default model";
  const char *slash = strrchr(asked, '/');
  return slash ? slash + 1 : asked;
}

static int serve(const serve_options *given, const char *model) {
  serve_options options = *given;
  stance_error error;
  serve_server *server;
  char trainer[2 * CLI_LONGEST_PATH];
  sigset_t ends;
  int signal_number;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &ends, NULL); /* for every thread that is to come */
  signal(SIGPIPE, SIG_IGN);
  options.model_name = name_of(model);
  options.evaluate = cli_serve_evaluate;
  options.train_program = trainer;
  if (!find_trainer(trainer)) {
    fputs("stance: cannot find stance-train beside stance-serve; install it again\n", stderr);
    return STANCE_MACHINE;
  }
  if (cli_open_model(&options.model, model, &error) != STANCE_OK) return cli_fail(&error);
  if (serve_open(&server, &options, &error) != STANCE_OK) return cli_fail(&error);
  if (*serve_notice(server)) fprintf(stderr, "stance: %s\n", serve_notice(server));
  printf("http://127.0.0.1:%u/\n", serve_port(server));
  int code = cli_finish_output();
  if (code == 0) {
    fprintf(stderr, "stance: serving %s on this machine only; Ctrl-C ends it\n", options.model_name);
    sigwait(&ends, &signal_number);
  }
  serve_close(server);
  return code;
}

int cli_command_serve(int argc, char **argv) {
  serve_options options = {.deadline = 30};
  const char *model = NULL;
  cli_list pools = {NULL, 0}, base = {NULL, 0}, files;
  int kind = 0;
  const cli_option table[] = {
      {CLI_HEADING, NULL, 0, NULL, NULL, "server"},
      {CLI_TEXT, "model", 'm', &model, "MODEL", "the model ($STANCE_MODEL, or the default model)"},
      {CLI_COUNT, "port", 0, &options.port, "N", "of 127.0.0.1 (0: a free one, said on standard output)"},
      {CLI_NUMBER, "deadline", 0, &options.deadline, "SECONDS", "for a request to arrive, and for its answer to leave (30)"},
      {CLI_HEADING, NULL, 0, NULL, NULL, "labelling"},
      {CLI_TEXT, "labels", 0, &options.labels, "FILE", "JSONL that labels are appended to; without it, labelling is off"},
      {CLI_LIST, "pool", 0, &pools, "FILE", "statements to label; may be repeated"},
      {CLI_CHOICE, "pool-kind", 0, &kind, "statements|articles", "what the pools hold: a statement a record, or articles (statements)"},
      {CLI_TEXT, "text-field", 0, &options.text_field, "NAME", "column of the pools' texts (text)"},
      {CLI_TEXT, "retrained", 0, &options.retrained, "MODEL", "where a retrained model goes (beside the labels, .stance)"},
      {CLI_LIST, "train-with", 0, &base, "DATASET", "labelled statements to retrain on besides the labels; may be repeated"},
      {CLI_END, NULL, 0, NULL, NULL, NULL}};
  stance__arena arena = STANCE__ARENA_INIT;
  int code = cli_parse(&usage, table, argc, argv, &files, &arena);
  if (code == CLI_CONTINUE && files.n) code = cli_usage_error(&usage, "takes no files; name what is to be labelled with --pool FILE");
  if (code == CLI_CONTINUE && options.port > 65535) code = cli_usage_error(&usage, "option '--port' takes at most 65535");
  if (code == CLI_CONTINUE && !(options.deadline >= 0.1 && options.deadline <= 3600))
    code = cli_usage_error(&usage, "option '--deadline' takes 0.1 to 3600 seconds");
  if (code == CLI_CONTINUE && !options.labels && (pools.n || base.n || options.retrained))
    code = cli_usage_error(&usage, "--pool, --train-with and --retrained need a file for labels: --labels FILE");
  if (code == CLI_CONTINUE) {
    options.pools = pools.items;
    options.n_pools = pools.n;
    options.pool_articles = kind == 1;
    options.base = base.items;
    options.n_base = base.n;
    code = serve(&options, model);
  }
  stance__arena_release(&arena);
  return code;
}
