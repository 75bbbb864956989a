/* Label files that are no label files any more: refused with the line and what is wrong with it, before anything is changed. */
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/serve/record_line.h"
#include "tests/support/paths.h"
#include "tests/support/temporary.h"

extern "C" {
#include "serve/labelling.h"
}

namespace {
serve_record record(uint64_t seq, serve_event event, const char *annotator, const char *text) {
  serve_record r = {};
  r.seq = seq;
  r.event = event;
  r.annotator = annotator;
  r.text = text;
  r.id = serve_text_id(text, std::string(text).size());
  snprintf(r.time, sizeof r.time, "2026-11-25T12:00:00Z");
  r.label = r.model_label = "conciliatory";
  r.model_probability = 0.5;
  return r;
}

std::string changed(std::string line, const std::string &from, const std::string &to) {
  const size_t at = line.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return line.replace(at, from.size(), to);
}

class LabelDamage : public testing::Test {
protected:
  void SetUp() override {
    stance_model *model;
    stance_error error;
    ASSERT_EQ(stance_model_open(&model, STANCE_BINARY_DIR "/default.stance", &error), STANCE_OK) << error.message;
    ASSERT_EQ(serve_model_new(&model_, model, "m", &error), STANCE_OK);
    serve_slot_init(&slot_, model_);
  }
  void TearDown() override { serve_slot_release(&slot_); }
  /* Opens a file of these bytes. */
  stance_status open_bytes(const std::string &bytes, stance_error *error) {
    const std::string path = folder_.write("labels.jsonl", bytes);
    serve_labelling l = {};
    stance__buffer notice = STANCE__BUFFER_INIT;
    const stance_status status = serve_labelling_open(&l, path.c_str(), model_, &notice, error);
    stance__buffer_release(&notice);
    serve_labelling_close(&l);
    if (status != STANCE_OK) {
      EXPECT_EQ(read_file(path), bytes) << "what is refused stays as it is";
    }
    return status;
  }
  void refuses(const std::string &bytes, long line, const std::string &words) {
    stance_error error = {};
    EXPECT_EQ(open_bytes(bytes, &error), STANCE_DATA) << bytes;
    EXPECT_EQ(error.line, line) << error.message;
    EXPECT_NE(std::string(error.message).find(words), std::string::npos) << error.message;
  }

  Temporary folder_;
  serve_model *model_ = nullptr;
  serve_slot slot_ = {};
};
} // namespace

TEST_F(LabelDamage, LinesThatContradictThoseBeforeAreRefused) {
  const serve_record first = record(1, SERVE_LABEL, "ana", "We agree.");
  serve_record undo = record(2, SERVE_UNDO, "ana", "We agree.");
  stance_error error = {};
  undo.undoes = 1;
  EXPECT_EQ(open_bytes(line_of(first) + line_of(undo), &error), STANCE_OK) << error.message;
  EXPECT_EQ(open_bytes("", &error), STANCE_OK);
  refuses(line_of(first) + line_of(record(2, SERVE_LABEL, "ana", "We agree.")), 2, "labelled this statement before");
  refuses(line_of(first) + line_of(record(2, SERVE_SKIP, "ana", "We agree.")), 2, "labelled this statement before");
  serve_record other = record(2, SERVE_UNDO, "ben", "We agree.");
  other.undoes = 1;
  refuses(line_of(first) + line_of(other), 2, "not the annotator's last");
  other = record(2, SERVE_UNDO, "ana", "We refuse.");
  other.undoes = 1;
  refuses(line_of(first) + line_of(other), 2, "not the annotator's last");
  serve_record again = undo;
  again.seq = 3;
  refuses(line_of(first) + line_of(undo) + line_of(again), 3, "not the annotator's last");
  refuses(line_of(record(2, SERVE_LABEL, "ana", "We agree.")), 1, "its seq is 2");
}

TEST_F(LabelDamage, AHundredAnnotatorsAreTheMost) {
  std::string lines;
  stance_error error = {};
  for (int i = 1; i <= SERVE_MOST_ANNOTATORS; i++)
    lines += line_of(record((uint64_t)i, SERVE_SKIP, ("a" + std::to_string(i)).c_str(), "We agree."));
  EXPECT_EQ(open_bytes(lines, &error), STANCE_OK) << error.message;
  refuses(lines + line_of(record(SERVE_MOST_ANNOTATORS + 1, SERVE_SKIP, "one more", "We agree.")), SERVE_MOST_ANNOTATORS + 1, "annotators");
}

TEST_F(LabelDamage, MembersOfAnotherKindAreNamed) {
  const std::string line = line_of(record(1, SERVE_LABEL, "ana", "We agree."));
  const struct {
    const char *from, *to, *wrong;
  } cases[] = {{"stance.label/1", "stance.label/2", "'schema'"},
               {"\"schema\":\"stance.label/1\",", "", "'schema'"},
               {"\"seq\":1", "\"seq\":0", "'seq'"},
               {"\"seq\":1", "\"seq\":-1", "'seq'"},
               {"\"seq\":1", "\"seq\":1.5", "'seq'"},
               {"\"seq\":1", "\"seq\":1e300", "'seq'"},
               {"\"seq\":1", "\"seq\":\"1\"", "'seq'"},
               {"\"event\":\"label\"", "\"event\":\"lable\"", "'event'"},
               {"\"event\":\"label\"", "\"event\":1", "'event'"},
               {"\"event\":\"label\"", "\"event\":\"undo\"", "'undoes'"},
               {"\"ana\"", "1", "'annotator'"},
               {"\"ana\"", "\"\"", "'annotator'"},
               {"\"ana\"", "\"a\\u0001b\"", "'annotator'"},
               {"\"ana\"", "\"a\\u007Fb\"", "'annotator'"},
               {"We agree.", "We refuse.", "'id'"},
               {"\"text\":\"We agree.\"", "\"text\":\"\"", "'text'"},
               {"\"text\":\"We agree.\"", "\"text\":7", "'text'"},
               {"\"time\":\"2026-11-25T12:00:00Z\"", "\"time\":\"2026-11-25T12:00:00.123456789Z\"", "'time'"},
               {"\"drawn\":\"uncertain\"", "\"drawn\":\"certain\"", "'drawn'"},
               {"\"label\":\"conciliatory\"", "\"label\":null", "'label'"},
               {"\"model_label\":\"conciliatory\"", "\"model_label\":[]", "'model_label'"},
               {"\"model_probability\":0.5", "\"model_probability\":\"0.5\"", "'model_probability'"},
               {"\"drawn\":", "\"speaker\":\"\",\"drawn\":", "'speaker'"}};
  for (const auto &c : cases) refuses(changed(line, c.from, c.to), 1, c.wrong);
  refuses(changed(line, "\"id\":\"", "\"id\":\"x"), 1, "'id'");
  refuses(changed(changed(line, "\"seq\":1", "\"seq\":0"), "\"event\":\"label\"", "\"event\":\"x\""), 1, "'seq'");
  refuses("[]\n", 1, "'object'");
  refuses("1\n", 1, "'object'");
}
