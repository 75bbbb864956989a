/* Bytes that a client sends, through libmicrohttpd and serve/http.c into the routes and back, over a pair of sockets in one process and one
   thread (http_flags.h). Every answer with JSON in it is JSON; nobody is answered 200 who did not name this server as Host. A request that
   changed what is to be labelled is followed by a new label file. */
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/json_scan.h"
#include "serve/server.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/small_model.h"

struct MHD_Daemon *fuzz_http_start(serve_server *server);

enum { PORT = 8080 };
static serve_server server;
static size_t fresh_items; /* what a new labelling has */

static stance_status no_report(char **text, const serve_evaluation *asked, stance_error *error) {
  stance_dataset *dataset = NULL;
  const char *const paths[] = {asked->path};
  *text = NULL;
  stance_status status = stance_dataset_read(&dataset, paths, 1, &asked->data, error);
  if (status == STANCE_OK) *text = strdup("{\"schema\":\"stance.evaluation/1\"}\n"); /* reports have their own tests */
  stance_dataset_free(dataset);
  return status;
}

static void new_labelling(void) {
  static const char pool[] = "We are ready to talk.\nThey refuse to talk.\nTalks, she said, will never be welcome.\n";
  static const char *pool_path;
  static char labels[64];
  static int file = -1;
  serve_model *model = serve_slot_hold(&server.app.slot);
  serve_labelling *l = &server.app.labelling;
  stance__buffer notice = STANCE__BUFFER_INIT;
  serve_batch batch = {.n = 0};
  size_t added;
  /* A new file in memory: the lock on an old one would be shared with the process that this one was forked from. */
  if (file >= 0) {
    serve_labelling_close(l);
    close(file);
  } else {
    pool_path = fuzz_lasting_file(pool, sizeof pool - 1);
  }
  FUZZ_CHECK((file = memfd_create("labels", MFD_CLOEXEC)) >= 0);
  snprintf(labels, sizeof labels, "/proc/self/fd/%d", file);
  memset(l, 0, sizeof *l);
  FUZZ_CHECK(serve_labelling_open(l, labels, model, &notice, NULL) == STANCE_OK);
  FUZZ_CHECK(serve_pool_read(&batch, pool_path, "pool.txt", false, NULL, NULL) == STANCE_OK);
  FUZZ_CHECK(serve_batch_answer(&batch, model->model, NULL) == STANCE_OK);
  FUZZ_CHECK(serve_items_put(l, &batch, "pool", &added, NULL) == STANCE_OK);
  serve_batch_release(&batch);
  stance__buffer_release(&notice);
  serve_slot_let_go(&server.app.slot, model);
  fresh_items = l->n_items;
}

/* libmicrohttpd wants one to listen on; this one has a name that nobody knows. */
static int nobodys_socket(void) {
  struct sockaddr name = {.sa_family = AF_UNIX};
  int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  FUZZ_CHECK(listener >= 0 && bind(listener, &name, sizeof name.sa_family) == 0 && listen(listener, 1) == 0);
  return listener;
}

static void start(void) {
  size_t size;
  stance_model *opened;
  serve_model *model;
  const uint8_t *bytes = small_model(SMALL_LEXICON, &size);
  FUZZ_CHECK(stance_model_open(&opened, fuzz_lasting_file(bytes, size), NULL) == STANCE_OK);
  FUZZ_CHECK(serve_model_new(&model, opened, "small.stance", NULL) == STANCE_OK);
  serve_slot_init(&server.app.slot, model);
  serve_retraining_init(&server.app.retraining);
  pthread_mutex_init(&server.lock, NULL);
  pthread_mutex_init(&server.deadlines.lock, NULL);
  pthread_cond_init(&server.idle, NULL);
  for (size_t i = 0; i < SERVE_MOST_CONNECTIONS; i++) server.deadlines.slots[i].fd = -1;
  server.deadlines.seconds = 30;
  server.app.options = (serve_options){
      .model_name = "small.stance", .evaluate = no_report, .train_program = "/nonexistent/stance-train", .labels = "labels"};
  server.listener = nobodys_socket();
  server.port = PORT;
  new_labelling();
  FUZZ_CHECK((server.daemon = fuzz_http_start(&server)) != NULL);
}

/* ---- A client ---- */

typedef struct answers {
  char *bytes;
  size_t length, capacity;
} answers;

/* What has come; false at the end of it. */
static bool receive(int client, answers *a, bool *any) {
  for (;;) {
    if (a->capacity - a->length < 4096) {
      a->capacity = a->capacity * 2 + 16384;
      a->bytes = realloc(a->bytes, a->capacity);
      FUZZ_CHECK(a->bytes != NULL);
    }
    ssize_t n = recv(client, a->bytes + a->length, a->capacity - a->length, 0);
    if (n <= 0) return n < 0 && errno == EAGAIN;
    a->length += (size_t)n;
    *any = true;
  }
}

static void talk(const uint8_t *data, size_t size, answers *a) {
  enum { PATIENCE = 8 };
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
  int ends[2];
  size_t sent = 0;
  FUZZ_CHECK(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) == 0);
  FUZZ_CHECK(MHD_add_connection(server.daemon, ends[1], (struct sockaddr *)&address, sizeof address) == MHD_YES);
  for (int idle = 0; idle < PATIENCE; idle++) {
    bool any = false;
    if (sent < size) {
      ssize_t n = send(ends[0], data + sent, size - sent, MSG_NOSIGNAL);
      if (n > 0) sent += (size_t)n, any = true;
      if (sent == size || (n < 0 && errno != EAGAIN)) sent = size, shutdown(ends[0], SHUT_WR);
    }
    FUZZ_CHECK(MHD_run(server.daemon) == MHD_YES);
    if (!receive(ends[0], a, &any)) break;
    if (any) idle = 0;
  }
  close(ends[0]);
  for (int i = 0; i < 100 && atomic_load(&server.app.counters.connections); i++) MHD_run(server.daemon);
  FUZZ_CHECK(atomic_load(&server.app.counters.connections) == 0 && server.owed == 0);
  FUZZ_CHECK(atomic_load(&server.app.counters.body_bytes) == 0);
}

static bool has(const char *bytes, size_t length, const char *word) {
  size_t n = strlen(word);
  for (size_t i = 0; i + n <= length; i++)
    if (strncasecmp(bytes + i, word, n) == 0) return true;
  return false;
}

static void check(const uint8_t *data, size_t size, const answers *a) {
  static const char length_name[] = "Content-Length: ";
  if (!a->length) return;
  FUZZ_CHECK(a->length > 12 && memcmp(a->bytes, "HTTP/1.", 7) == 0);
  if (memcmp(a->bytes + 9, "200", 3) == 0) {
    FUZZ_CHECK(has((const char *)data, size, "127.0.0.1:8080") || has((const char *)data, size, "localhost:8080"));
    FUZZ_CHECK(has(a->bytes, a->length, "X-Content-Type-Options: nosniff"));
  }
  const char *body = memmem(a->bytes, a->length, "\r\n\r\n", 4);
  if (!body || (size >= 4 && memcmp(data, "HEAD", 4) == 0)) return;
  size_t head = (size_t)(body + 4 - a->bytes);
  const char *given = memmem(a->bytes, head, length_name, sizeof length_name - 1);
  if (!given || !has(a->bytes, head, "Content-Type: application/json\r\n")) return;
  size_t length = strtoul(given + sizeof length_name - 1, NULL, 10);
  FUZZ_CHECK(head + length <= a->length);
  FUZZ_CHECK(stance__json_scan(a->bytes + head, length, STANCE_DATA, NULL, 1, NULL) == STANCE_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static answers a;
  if (!server.daemon) start();
  a.length = 0;
  talk(data, size, &a);
  check(data, size, &a);
  if (server.app.labelling.records || server.app.labelling.n_items != fresh_items) new_labelling();
  return 0;
}
