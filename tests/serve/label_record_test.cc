#include <gtest/gtest.h>

#include <string>

#include "tests/serve/record_line.h"

namespace {
serve_record sample() {
  serve_record r = {};
  r.seq = 7;
  r.event = SERVE_LABEL;
  r.annotator = "Ana \"Ä\"";
  r.text = "We agree,\nsaid \\ she.\t";
  r.id = serve_text_id(r.text, std::string(r.text).size());
  snprintf(r.time, sizeof r.time, "2026-11-25T12:00:00Z");
  r.random = true;
  r.group = "a/b.txt";
  r.label = "conciliatory";
  r.model_label = "uncompromising";
  r.model_probability = 0.625;
  return r;
}

class Read {
public:
  explicit Read(const std::string &line, long number = 7) {
    status = serve_record_read(&record, line.data(), line.size(), "f", number, &arena_, &error);
  }
  ~Read() { stance__arena_release(&arena_); }
  serve_record record = {};
  stance_status status;
  stance_error error = {};

private:
  stance__arena arena_ = STANCE__ARENA_INIT;
};
} // namespace

TEST(LabelRecord, IsOneLineThatReadsBackAsItWas) {
  const serve_record r = sample();
  std::string line = line_of(r);
  ASSERT_EQ(line.find('\n'), line.size() - 1) << "a line end inside would make two records of it";
  line.pop_back();
  Read read(line);
  ASSERT_EQ(read.status, STANCE_OK) << read.error.message;
  EXPECT_STREQ(read.record.text, r.text);
  EXPECT_STREQ(read.record.annotator, r.annotator);
  EXPECT_STREQ(read.record.label, r.label);
  EXPECT_STREQ(read.record.group, r.group);
  EXPECT_EQ(read.record.speaker, nullptr);
  EXPECT_TRUE(read.record.random);
  EXPECT_EQ(read.record.model_probability, 0.625);
  EXPECT_EQ(line_of(read.record), line + "\n");
}

TEST(LabelRecord, AnyLostByteIsRefused) {
  std::string line = line_of(sample());
  line.pop_back();
  int refused = 0;
  for (size_t i = 0; i < line.size(); i++) {
    std::string damaged = line;
    damaged.erase(i, 1);
    Read read(damaged);
    /* Where a byte of a free text is lost that no checksum covers, the rest must have survived. */
    if (read.status == STANCE_OK) {
      EXPECT_EQ(read.record.id, sample().id);
      EXPECT_STREQ(read.record.text, sample().text);
      continue;
    }
    EXPECT_EQ(read.status, STANCE_DATA);
    EXPECT_EQ(read.error.line, 7);
    refused++;
  }
  EXPECT_GT(refused, 200);
}

TEST(LabelRecord, LinesAreNumbered) {
  std::string line = line_of(sample());
  line.pop_back();
  EXPECT_EQ(Read(line, 6).status, STANCE_DATA);
}

TEST(LabelRecord, IdsAreSixteenHexDigits) {
  uint64_t id;
  char text[SERVE_ID_SIZE];
  serve_id_print(text, 0xabcu);
  EXPECT_STREQ(text, "0000000000000abc");
  ASSERT_TRUE(serve_id_read(&id, text));
  EXPECT_EQ(id, 0xabcu);
  for (const char *bad : {"", "abc", "0000000000000ABC", "0000000000000abc0", "000000000000 abc", "0x00000000000abc"})
    EXPECT_FALSE(serve_id_read(&id, bad)) << bad;
}
