/* Rows that are not what a format promises, values that are none, and sources that fail while they are read. */
#include <gtest/gtest.h>
#include <zlib.h>

#include <cerrno>
#include <string>
#include <vector>

#include "stance/dataset.h"
#include "tests/support/system_faults.h"
#include "tests/support/temporary.h"

namespace {
struct Kept {
  std::string text, label, speaker, kind, group;
  double weight;
};
std::string or_none(const char *s) { return s ? s : "-"; }

class OddRows : public ::testing::Test {
protected:
  Temporary t;
  stance_error error{};
  std::vector<Kept> rows;
  stance_dataset_options options = STANCE_DATASET_OPTIONS_INIT;

  stance_status read(const std::string &path) {
    stance_reader *reader = nullptr;
    const stance_record *r = nullptr;
    rows.clear();
    stance_status status = stance_reader_open(&reader, path.c_str(), &options, &error);
    while (status == STANCE_OK && (status = stance_reader_next(reader, &r, &error)) == STANCE_OK && r)
      rows.push_back({r->text, or_none(r->label), or_none(r->speaker), or_none(r->kind), or_none(r->group), r->weight});
    stance_reader_close(reader);
    return status;
  }
  void refused(const char *name, const std::string &bytes, long line, const char *part) {
    EXPECT_EQ(read(t.write(name, bytes)), STANCE_DATA) << name << ": " << bytes.substr(0, 80);
    EXPECT_EQ(error.line, line) << error.message;
    EXPECT_NE(std::string(error.message).find(part), std::string::npos) << error.message;
  }
  std::string gzip(const char *name, const std::string &first, const std::string &second = "") {
    for (const char *mode : {"wb", "ab"}) { /* each opening writes a member of its own */
      const std::string &part = *mode == 'w' ? first : second;
      if (part.empty()) continue;
      gzFile out = gzopen(t.path(name).c_str(), mode);
      gzwrite(out, part.data(), static_cast<unsigned>(part.size()));
      gzclose(out);
    }
    return t.path(name);
  }
};
} // namespace

TEST_F(OddRows, WeightsAreNumbersAboveNoughtInEveryFormat) {
  ASSERT_EQ(read(t.write("a.tsv", "text\tlabel\tweight\tspeaker\tkind\twe agree\n")), STANCE_OK) << "a header alone";
  EXPECT_TRUE(rows.empty());
  ASSERT_EQ(read(t.write("b.tsv", "text\tlabel\tweight\tspeaker\tkind\nwe agree\tc\t0.5\tAda\tdirect\nwe refuse\tu\t\t\t\n")), STANCE_OK)
      << error.message;
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].weight, 0.5);
  EXPECT_EQ(rows[0].speaker + rows[0].kind, "Adadirect");
  EXPECT_EQ(rows[1].weight, 1);
  EXPECT_EQ(rows[1].speaker + rows[1].kind, "--");
  ASSERT_EQ(read(t.write("c.csv", "weight,text,label\n\" 2e1\",we agree,c\n")), STANCE_OK) << error.message;
  EXPECT_EQ(rows.at(0).weight, 20);
  for (const char *bad : {"0", "-1", "heavy", "1 kg", "nan", "inf", "1e999", "0,5"}) {
    refused("d.tsv", std::string("text\tlabel\tweight\nwe agree\tc\t") + bad + "\n", 2, "is no number above 0");
    EXPECT_TRUE(rows.empty());
  }
  for (const char *bad : {"0", "-1", "\"2\"", "true", "[1]"})
    refused("e.jsonl", std::string("{\"text\":\"we agree\",\"label\":\"c\",\"weight\":") + bad + "}\n", 1, "'weight' is no number above 0");
  ASSERT_EQ(read(t.write("f.jsonl", "{\"text\":\"we agree\",\"label\":\"c\",\"weight\":null}\n")), STANCE_OK) << error.message;
  EXPECT_EQ(rows.at(0).weight, 1);
}

TEST_F(OddRows, MembersOfOtherTypesAreRefusedOrTakenAsTheyStand) {
  ASSERT_EQ(
      read(t.write("a.jsonl", "{\"text\":\"we agree\",\"label\":-3,\"group\":12345678901234567890,\"speaker\":null,\"kind\":\"\"}\n")),
      STANCE_OK)
      << error.message;
  EXPECT_EQ(rows.at(0).label, "-3");
  EXPECT_EQ(rows[0].group, "12345678901234567890") << "not rounded";
  EXPECT_EQ(rows[0].speaker + rows[0].kind, "--");
  for (const char *member : {"\"text\":true", "\"text\":7", "\"text\":\"x\",\"label\":true", "\"text\":\"x\",\"label\":\"c\",\"group\":[1]",
                             "\"text\":\"x\",\"label\":\"c\",\"speaker\":{}", "\"text\":\"x\",\"label\":\"c\",\"kind\":1"})
    refused("b.jsonl", std::string("{") + member + "}\n", 1, "is no string; mend the object");
  for (const char *line : {"[1]", "\"text\"", "null", "7"}) refused("c.jsonl", std::string(line) + "\n", 1, "no JSON object");
  refused("d.jsonl", "{\"label\":\"c\"}\n", 1, "no 'text'; name the field with --text-field");
  refused("e.jsonl", "{\"text\":\"\",\"label\":\"c\"}\n", 1, "no 'text'");
}

TEST_F(OddRows, RowsOfTheWrongShapeAreRefused) {
  refused("a.tsv", "text\tlabel\nwe agree\tc\tmore\n", 2, "a row of 3 under a header of 2 columns");
  refused("b.csv", "text,label\nwe agree\n", 2, "a row of 1 under a header of 2 columns");
  refused("c.txt", "__label__c we agree\n__label__ we refuse\n", 2, "no '__label__NAME text'");
  refused("d.txt", "__label__c we agree\n__label__u\n", 2, "no '__label__NAME text'");
  refused("e.txt", "__label__c we agree\nwe refuse\n", 2, "no '__label__NAME text'");
  refused("f.txt", "__label__c __label__u we agree\n", 1, "two labels");
  refused("g.tsv", "\twe agree\n", 1, "label");
  options.text_field = "sentence";
  refused("h.csv", "text,label\nwe agree,c\n", 1, "sentence");
}

TEST_F(OddRows, UnnamedFormatsAreToldByTheirFirstLine) {
  options.need_labels = false;
  ASSERT_EQ(read(t.write("a.data", "{\"text\":\"we agree\"}\n")), STANCE_OK) << error.message;
  EXPECT_EQ(rows.at(0).text, "we agree");
  ASSERT_EQ(read(t.write("b.data", "c\twe agree\n")), STANCE_OK) << error.message;
  EXPECT_EQ(rows.at(0).label, "c");
  ASSERT_EQ(read(t.write("c.data", "we agree\nwe refuse\n")), STANCE_OK) << error.message;
  EXPECT_EQ(rows.size(), 2u);
  options.need_labels = true;
  EXPECT_EQ(read(t.path("c.data")), STANCE_DATA) << "lines have no labels";
}

TEST_F(OddRows, GzipMayHaveSeveralMembersAndMayBeDamaged) {
  std::string filling;
  for (int i = 0; i < 40000; i++) filling += "c\twe agree on point " + std::to_string(i * 7919 % 100003) + "\n";
  ASSERT_EQ(read(gzip("a.tsv.gz", filling, "u\twe refuse\n")), STANCE_OK) << error.message;
  ASSERT_EQ(rows.size(), 40001u);
  EXPECT_EQ(rows.back().text, "we refuse");
  std::string bytes = read_file(t.path("a.tsv.gz"));
  for (size_t at : {bytes.size() / 3, bytes.size() / 2}) {
    std::string damaged = bytes;
    for (size_t k = 0; k < 64; k++) damaged[at + k] = '\xFF';
    EXPECT_EQ(read(t.write("b.tsv.gz", damaged)), STANCE_DATA) << "its rows or its blocks no longer make sense";
  }
  const size_t second = bytes.find(std::string("\x1f\x8b\x08", 3), 3);
  ASSERT_NE(second, std::string::npos);
  for (size_t at : {size_t(2) /* the method */, second - 8 /* the first member's checksum */, second + 3 /* the second's flags */}) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0xE1);
    EXPECT_EQ(read(t.write("b.tsv.gz", damaged)), STANCE_DATA);
    EXPECT_NE(std::string(error.message).find("the gzip data is damaged"), std::string::npos) << at << error.message;
  }
  EXPECT_EQ(read(t.write("c.tsv.gz", bytes.substr(0, bytes.size() / 2))), STANCE_DATA);
  EXPECT_NE(std::string(error.message).find("cut short"), std::string::npos) << error.message;
  EXPECT_EQ(read(t.write("d.tsv.gz", std::string("\x1f\x8b"))), STANCE_DATA);
}

TEST_F(OddRows, ReadsThatFailAreSaidAndInterruptionsAreNone) {
  std::string many;
  for (int i = 0; i < 100000; i++) many += "c\twe agree on " + std::to_string(i) + "\n";
  const std::string plain = t.write("a.tsv", many), packed = gzip("b.tsv.gz", many);
  for (const std::string &path : {plain, packed})
    for (long n = 1; n <= 3; n++) {
      SystemFault broken(Call::Read, n, EIO);
      EXPECT_EQ(read(path), STANCE_MACHINE) << path << n;
      EXPECT_TRUE(broken.happened());
      EXPECT_NE(std::string(error.message).find("cannot read"), std::string::npos) << error.message;
    }
  for (const std::string &path : {plain, packed}) {
    SystemFault interrupted(Call::Read, 2, EINTR);
    EXPECT_EQ(read(path), STANCE_OK) << error.message;
    EXPECT_TRUE(interrupted.happened());
    EXPECT_EQ(rows.size(), 100000u);
  }
  SystemFault unknown(Call::Fstat, 1, EIO);
  EXPECT_EQ(read(plain), STANCE_OK) << "whether it is a folder is only asked to say so early";
}

TEST_F(OddRows, SetsWithoutAStatementAreRefused) {
  const char *drop = "c";
  options.drops = &drop, options.n_drops = 1;
  const std::string path = t.write("a.tsv", "c\twe agree\n");
  const char *paths[] = {path.c_str()};
  stance_dataset *d = nullptr;
  EXPECT_EQ(stance_dataset_read(&d, paths, 1, &options, &error), STANCE_DATA);
  EXPECT_NE(std::string(error.message).find("no labelled statements in it"), std::string::npos) << error.message;
  EXPECT_EQ(error.file, path);
  EXPECT_EQ(stance_dataset_read(&d, paths, 0, &options, &error), STANCE_DATA);
  EXPECT_EQ(d, nullptr);
}
