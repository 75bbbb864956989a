/* A server whose memory ends, allocation by allocation: it does not start, and says why; or it answers 500, or 503 where a label is not
   saved, and then 200 as ever. */
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "base/alloc.h"
#include "tests/support/every_allocation.h"
#include "tests/support/paths.h"
#include "tests/support/temporary.h"

extern "C" {
#include "serve/label_record.h"
#include "serve/labelling.h"
#include "serve/retrain.h"
#include "stance/report.h"
#include "tests/serve/direct.h"
}

namespace {
const char ARTICLE[] =
    "Ilse Andrade said on Monday that Kelldin was ready to open the lock. \"We will not pay to fill it,\" Bram Osei said.\n";
const char PAGE[] = "<!doctype html><title>Locks</title><meta charset=utf-8><article><p>\"We will not pay to fill it,\" Bram Osei said."
                    "<p>\"We welcome the offer,\" Ilse Andrade told him.</article>";
const char JSON[] = "application/json";

std::string text_of(int i) {
  static const char *const verbs[] = {"welcome", "reject", "know of"};
  return std::string("We ") + verbs[i % 3] + " plan " + std::to_string(i) + ".";
}

class ServeAllocations : public testing::Test {
protected:
  static void SetUpTestSuite() {
    folder = new Temporary;
    std::string rows, pool;
    for (int i = 0; i < 60; i++) {
      rows += std::string(i % 3 == 0 ? "conciliatory" : i % 3 == 1 ? "uncompromising" : "neither") + "\t" + text_of(i) + "\n";
      pool += "{\"text\":\"" + text_of(i) + "\",\"speaker\":\"Ann\",\"kind\":\"direct\",\"group\":\"g" + std::to_string(i % 7) + "\"}\n";
    }
    folder->write("s.tsv", rows);
    folder->write("pool.jsonl", pool);
    folder->write("a.txt", ARTICLE);
    const std::string command =
        std::string(STANCE_BINARY_DIR "/stance-train train --quiet --words 1-1 --stems none --chars none --lexicon none "
                                      "--cost 1 --folds 2 ") +
        folder->path("s.tsv") + " -o " + folder->path("m.stance");
    ASSERT_EQ(system(command.c_str()), 0);
    model = folder->path("m.stance");
    labels = folder->path("labels.jsonl");
    pool_path = folder->path("pool.jsonl");
  }
  static void TearDownTestSuite() { delete folder; }
  void SetUp() override {
    unlink(labels.c_str());
    options.model = model.c_str();
    options.labels = labels.c_str();
    options.pool = pool_path.c_str();
    options.train_program = STANCE_BINARY_DIR "/stance-train";
  }
  void TearDown() override { direct_close(server); }
  void open() {
    stance_error error = {};
    ASSERT_EQ(direct_open(&server, &options, &error), STANCE_OK) << error.message;
  }
  unsigned ask(const char *what, const char *parameters = "", const char *media = nullptr, const std::string &body = "") {
    return direct_ask(server, what, parameters, media, body.c_str(), out);
  }
  /* Each allocation of an answer in turn. Returns how many it took. */
  long suffer(const char *what, const char *parameters = "", const char *media = nullptr, const std::string &body = "",
              unsigned done = 200) {
    SCOPED_TRACE(std::string(what) + " " + parameters);
    for (long k = 1;; k++) {
      stance__alloc_fail_at(k);
      const unsigned status = ask(what, parameters, media, body);
      const long made = stance__alloc_fail_at(0);
      if (made < k || status == done || status == 409) { /* 409: it was done before, and only the answer had no memory */
        EXPECT_TRUE(status == done || (k > 1 && status == 409)) << status << " " << out;
        return made;
      }
      EXPECT_TRUE(status == 0 || status == 500 || status == 503) << "allocation " << k << ": " << status << " " << out;
      if (status) {
        EXPECT_NE(std::string(out).find("memory"), std::string::npos) << "allocation " << k << ": " << out;
      }
      if (HasFailure()) return made;
    }
  }
  std::string id_of(int i) const {
    char id[SERVE_ID_SIZE];
    const std::string text = text_of(i);
    serve_id_print(id, serve_text_id(text.c_str(), text.size()));
    return id;
  }
  std::string label(const char *who, int i, const char *what) const {
    return std::string("{\"annotator\":\"") + who + "\",\"id\":\"" + id_of(i) + "\"" +
           (what ? std::string(",\"label\":\"") + what + "\"" : "") + "}";
  }

  static Temporary *folder;
  static std::string model, labels, pool_path;
  direct_options options = {};
  direct_server *server = nullptr;
  char out[4096];
};
Temporary *ServeAllocations::folder;
std::string ServeAllocations::model, ServeAllocations::labels, ServeAllocations::pool_path;
} // namespace

TEST_F(ServeAllocations, OfAStartWithLabelsAndAPool) {
  open();
  ASSERT_EQ(ask("POST /api/v1/label", "", JSON, label("ana", 1, "neither")), 200u) << out;
  ASSERT_EQ(ask("POST /api/v1/label", "", JSON, label("ben", 2, "conciliatory")), 200u) << out;
  ASSERT_EQ(ask("POST /api/v1/label/skip", "", JSON, label("ben", 3, nullptr)), 200u) << out;
  ASSERT_EQ(ask("POST /api/v1/label/undo", "", JSON, "{\"annotator\":\"ben\"}"), 200u) << out;
  direct_close(server);
  server = nullptr;
  const std::string written = read_file(labels);
  for (const char *torn : {"", "{\"schema\""}) { /* a torn line is moved aside once: on the last, successful start */
    folder->write("labels.jsonl", written + torn);
    every_allocation([&](stance_error *e) {
      direct_server *started = nullptr;
      const stance_status status = direct_open(&started, &options, e);
      if (status == STANCE_OK) direct_close(started);
      return status;
    });
    EXPECT_EQ(read_file(labels), written);
  }
}

TEST_F(ServeAllocations, OfAStartWithArticles) {
  const std::string article = folder->path("a.txt");
  options.pool = article.c_str();
  options.pool_articles = true;
  every_allocation([&](stance_error *e) {
    direct_server *started = nullptr;
    const stance_status status = direct_open(&started, &options, e);
    if (status == STANCE_OK) direct_close(started);
    return status;
  });
}

TEST_F(ServeAllocations, OfAnswersAboutTexts) {
  open();
  EXPECT_GT(suffer("POST /api/v1/infer", "", "text/plain", ARTICLE), 10);
  suffer("POST /api/v1/infer", "explain=2&name=a", "text/plain", ARTICLE);
  suffer("POST /api/v1/infer", "format=jsonl", "text/html", PAGE);
  suffer("POST /api/v1/infer", "format=csv", JSON, "{\"text\":\"\\\"We agree,\\\" she said.\",\"explain\":1,\"name\":\"x\"}");
  suffer("POST /api/v1/infer", "format=html", "text/plain", ARTICLE);
  suffer("POST /api/v1/infer", "", JSON, "{\"statements\":[\"We reject it.\",\"We welcome it.\"],\"explain\":2}");
  suffer("POST /api/v1/infer", "format=csv", JSON, "{\"statements\":[\"We reject it.\"]}");
  suffer("POST /api/v1/explain", "", JSON, "{\"text\":\"We reject plan 3.\",\"label\":\"conciliatory\"}");
  suffer("POST /api/v1/evaluate", "name=x.csv&map=a=b&drop=c&by=d", "application/octet-stream", "label,text\r\n");
  suffer("GET /api/v1/health");
  suffer("GET /api/v1/model");
  suffer("GET /api/v1/metrics");
}

TEST_F(ServeAllocations, OfLabelling) {
  open();
  EXPECT_GT(suffer("POST /api/v1/label", "", JSON, label("ana", 1, "neither")), 3);
  suffer("POST /api/v1/label/skip", "", JSON, label("ana", 2, nullptr));
  suffer("POST /api/v1/label/undo", "", JSON, "{\"annotator\":\"ana\"}");
  for (int i = 3; i < 9; i++)
    for (const char *who : {"ana", "ben"})
      ASSERT_EQ(ask("POST /api/v1/label", "", JSON, label(who, i, i % 2 ? "neither" : "conciliatory")), 200u) << out;
  suffer("GET /api/v1/label/next", "annotator=ben&n=5");
  suffer("GET /api/v1/label/pool");
  suffer("GET /api/v1/label/stats");
  suffer("GET /api/v1/label/agreement");
  suffer("GET /api/v1/label/export", "form=training");
  suffer("GET /api/v1/label/export", "form=annotators");
  suffer("GET /api/v1/retrain");
  suffer("POST /api/v1/label/pool", "name=b.tsv", "application/octet-stream", "text\tgroup\nWe pay nothing.\tg\nWe pay it all.\th\n");
  suffer("POST /api/v1/label/pool", "name=a.jsonl&kind=articles", "application/octet-stream",
         "{\"id\":\"x\",\"text\":\"\\\"We agree,\\\" she said.\"}\n{\"text\":\"\\\"We go,\\\" she said.\"}\n");
}

TEST_F(ServeAllocations, OfTheStartOfATraining) {
  const std::string endless = folder->write("endless", "#!/bin/sh\nexec sleep 600\n");
  ASSERT_EQ(chmod(endless.c_str(), 0755), 0);
  options.train_program = endless.c_str();
  open();
  ASSERT_EQ(ask("POST /api/v1/retrain", "", JSON, "{}"), 409u) << "too few labels: " << out;
  for (int i = 0; i < 60; i++) {
    const char *what = i % 3 == 0 ? "conciliatory" : i % 3 == 1 ? "uncompromising" : "neither";
    ASSERT_EQ(ask("POST /api/v1/label", "", JSON, label("ana", i, what)), 200u) << out;
  }
  suffer("POST /api/v1/retrain", "", JSON, "{\"tune\":true}", 202);
  (void)ask("POST /api/v1/retrain", "", JSON, "{}"); /* the allocation that failed may have been one of the training's own thread */
  EXPECT_EQ(ask("POST /api/v1/retrain", "", JSON, "{}"), 409u) << "one runs already: " << out;
  EXPECT_EQ(ask("POST /api/v1/retrain/cancel", "", JSON, "{}"), 200u) << out;
  for (;;) {
    ASSERT_EQ(ask("GET /api/v1/retrain"), 200u);
    if (!strstr(out, "\"running\"")) break;
    usleep(1000);
  }
  EXPECT_NE(std::string(out).find("\"cancelled\""), std::string::npos) << out;
  EXPECT_EQ(ask("POST /api/v1/retrain/cancel", "", JSON, "{}"), 409u) << out;
  EXPECT_EQ(ask("POST /api/v1/retrain/adopt", "", JSON, "{}"), 409u) << out;
}

TEST_F(ServeAllocations, OfAJudgement) {
  stance_error error = {};
  serve_model *old = nullptr, *young = nullptr;
  for (serve_model **m : {&old, &young}) {
    stance_model *opened = nullptr;
    ASSERT_EQ(stance_model_open(&opened, model.c_str(), &error), STANCE_OK);
    ASSERT_EQ(serve_model_new(m, opened, "m", &error), STANCE_OK);
  }
  std::vector<std::string> texts;
  for (int i = 0; i < 9; i++) texts.push_back(text_of(i));
  for (const bool only_neither : {false, true}) {
    every_allocation([&](stance_error *e) {
      std::vector<stance_text> rows;
      std::vector<uint32_t> numbers, groups;
      for (int i = 0; i < 9; i++) {
        rows.push_back({texts[(size_t)i].c_str(), texts[(size_t)i].size()});
        numbers.push_back(only_neither ? 2 : (uint32_t)(i % 3));
        groups.push_back((uint32_t)i);
      }
      const serve_judged judged = {rows.data(), numbers.data(), groups.data(), rows.size(), rows.size()};
      char *text = nullptr;
      const stance_status status = serve_judge(&text, &judged, old, young, e);
      if (status == STANCE_OK) {
        EXPECT_NE(strstr(text, "\"comparison\""), nullptr);
      }
      stance_report_free_text(text);
      return status;
    });
  }
  serve_slot slot = {};
  serve_slot_init(&slot, old);
  serve_slot_exchange(&slot, young);
  serve_slot_release(&slot);
}

TEST_F(ServeAllocations, OfAModelsPlace) {
  every_allocation([&](stance_error *e) {
    stance_model *opened = nullptr;
    serve_model *made = nullptr;
    serve_scratch *scratch = nullptr;
    stance_status status = stance_model_open(&opened, model.c_str(), e);
    if (status == STANCE_OK) status = serve_model_new(&made, opened, "m", e);
    if (status != STANCE_OK) return status;
    serve_slot slot = {};
    serve_slot_init(&slot, made);
    status = serve_scratch_take(&scratch, made, e);
    if (status == STANCE_OK) serve_scratch_give_back(made, scratch);
    serve_slot_release(&slot);
    return status;
  });
}
