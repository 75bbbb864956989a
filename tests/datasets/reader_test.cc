#include <gtest/gtest.h>
#include <zlib.h>

#include <string>
#include <vector>

#include "stance/dataset.h"
#include "tests/support/temporary.h"

struct Row {
  std::string text, label, id, group;
  long line;
  bool operator==(const Row &o) const { return text == o.text && label == o.label && id == o.id && group == o.group && line == o.line; }
};
static std::ostream &operator<<(std::ostream &out, const Row &r) {
  return out << '{' << r.text << '|' << r.label << '|' << r.id << '|' << r.group << '|' << r.line << '}';
}

static stance_status read(const std::string &path, std::vector<Row> *rows, stance_error *error,
                          stance_dataset_options options = STANCE_DATASET_OPTIONS_INIT) {
  stance_reader *reader = nullptr;
  const stance_record *r = nullptr;
  stance_status status = stance_reader_open(&reader, path.c_str(), &options, error);
  auto or_empty = [](const char *s) { return std::string(s ? s : ""); };
  while (status == STANCE_OK && (status = stance_reader_next(reader, &r, error)) == STANCE_OK && r)
    rows->push_back({r->text, or_empty(r->label), or_empty(r->id), or_empty(r->group), r->line});
  stance_reader_close(reader);
  return status;
}

static std::vector<Row> read_ok(const std::string &path, stance_dataset_options options = STANCE_DATASET_OPTIONS_INIT) {
  std::vector<Row> rows;
  stance_error error;
  EXPECT_EQ(read(path, &rows, &error, options), STANCE_OK) << error.file << ':' << error.line << ": " << error.message;
  return rows;
}

TEST(Reader, ReadsTheSameRowsFromEveryFormat) {
  Temporary t;
  std::vector<Row> two = {{"we agree", "c", "", "", 1}, {"we refuse", "u", "", "", 2}};
  EXPECT_EQ(read_ok(t.write("a.tsv", "c\twe agree\nu\twe refuse\n")), two);
  EXPECT_EQ(read_ok(t.write("crlf.tsv", "c\twe agree\r\nu\twe refuse")), two);
  EXPECT_EQ(read_ok(t.write("bom.tsv", "\xEF\xBB\xBF"
                                       "c\twe agree\nu\twe refuse\n")),
            two);
  EXPECT_EQ(read_ok(t.write("a.jsonl", "{\"text\":\"we agree\",\"label\":\"c\"}\n{\"label\":\"u\",\"text\":\"we refuse\"}\n")), two);
  EXPECT_EQ(read_ok(t.write("a.txt", "__label__c we agree\n__label__u we refuse\n")), two);
  two[0].line = 2, two[1].line = 3;
  EXPECT_EQ(read_ok(t.write("b.tsv", "text\tlabel\nwe agree\tc\nwe refuse\tu\n")), two);
  EXPECT_EQ(read_ok(t.write("a.csv", "label,text\r\nc,we agree\r\nu,\"we refuse\"\r\n")), two);
}

TEST(Reader, ReadsGzip) {
  Temporary t;
  gzFile out = gzopen(t.path("a.tsv.gz").c_str(), "wb");
  gzputs(out, "c\twe agree\nu\twe refuse\n");
  gzclose(out);
  EXPECT_EQ(read_ok(t.path("a.tsv.gz")).size(), 2u);
  std::string whole = read_file(t.path("a.tsv.gz"));
  std::vector<Row> rows;
  stance_error error;
  EXPECT_EQ(read(t.write("cut.tsv.gz", whole.substr(0, whole.size() - 9)), &rows, &error), STANCE_DATA) << "a cut file passed";
}

TEST(Reader, CsvFieldsHoldCommasQuotesAndLines) {
  Temporary t;
  auto rows = read_ok(t.write("a.csv", "id,label,text\n7,c,\"first, \"\"second\"\"\nthird\"\n8,u,last\n"));
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0], (Row{"first, \"second\"\nthird", "c", "7", "", 2}));
  EXPECT_EQ(rows[1].line, 4);
}

TEST(Reader, OtherColumnsMapsAndDrops) {
  Temporary t;
  stance_label_map maps[] = {{"3", "conciliatory"}, {"17", "uncompromising"}};
  const char *drops[] = {"0"};
  stance_dataset_options o = STANCE_DATASET_OPTIONS_INIT;
  o.text_field = "sentence", o.label_field = "code", o.group_field = "doc";
  o.maps = maps, o.n_maps = 2, o.drops = drops, o.n_drops = 1;
  stance_dataset *d = nullptr;
  std::string path = t.write("a.csv", "doc,code,sentence\nd1,3,yes\nd1,0,maybe\nd2,17,no\n");
  const char *paths[] = {path.c_str()};
  ASSERT_EQ(stance_dataset_read(&d, paths, 1, &o, nullptr), STANCE_OK);
  EXPECT_EQ(stance_dataset_size(d), 2u);
  EXPECT_EQ(stance_dataset_dropped(d), 1u);
  EXPECT_STREQ(stance_dataset_label(d, 0), "conciliatory");
  EXPECT_STREQ(stance_dataset_record(d, 1)->group, "d2");
  stance_dataset_free(d);
}

TEST(Reader, BadRowsNameTheirLineAndCanBeSkipped) {
  Temporary t;
  struct {
    const char *name, *bytes;
    long line;
  } bad[] = {{"notab.tsv", "c\tx\nno tab here\n", 2},
             {"empty.tsv", "c\tx\nu\t\n", 2},
             {"utf8.tsv", "c\tx\nu\t\xFF\n", 2},
             {"json.jsonl", "{\"text\":\"x\",\"label\":\"c\"}\n{\"text\":1}\n", 2},
             {"twice.jsonl", "{\"text\":\"x\",\"label\":\"c\",\"text\":\"y\"}\n", 1}};
  for (auto &b : bad) {
    std::vector<Row> rows;
    stance_error error;
    std::string path = t.write(b.name, b.bytes);
    EXPECT_EQ(read(path, &rows, &error), STANCE_DATA) << b.name;
    EXPECT_EQ(error.line, b.line) << b.name << ": " << error.message;
    EXPECT_EQ(std::string(error.file), path);
    stance_dataset_options o = STANCE_DATASET_OPTIONS_INIT;
    o.skip_bad = true;
    EXPECT_EQ(read(path, &rows, &error, o), STANCE_OK) << b.name << ": " << error.message;
  }
  std::vector<Row> rows;
  stance_error error;
  EXPECT_EQ(read(t.write("nul.tsv", std::string("c\tx\0y\n", 6)), &rows, &error), STANCE_DATA);
  EXPECT_EQ(read(t.path("missing.tsv"), &rows, &error), STANCE_MACHINE);
  EXPECT_EQ(read(t.folder(), &rows, &error), STANCE_MACHINE);
}

/* Property: whatever bytes stand in a file, the reader ends with rows or an error, never otherwise. Sanitizers watch. */
TEST(Reader, SurvivesEveryCutAndFlipOfAFile) {
  Temporary t;
  const std::string seeds[] = {"label,text\r\nc,\"a \"\"b\"\", c\"\r\nu,d\r\n", "{\"text\":\"\\u00e9 x\",\"label\":\"c\",\"weight\":2}\n",
                               "text\tlabel\nx y\tc\n", "__label__c x\n__label__u y\n"};
  const char *names[] = {"f.csv", "f.jsonl", "f.tsv", "f.txt"};
  for (int k = 0; k < 4; k++)
    for (size_t i = 0; i < seeds[k].size(); i++)
      for (int change = 0; change < 3; change++) {
        std::string bytes = seeds[k];
        if (change == 0)
          bytes.resize(i);
        else
          bytes[i] = static_cast<char>(change == 1 ? bytes[i] ^ 0x80 : '"');
        std::vector<Row> rows;
        stance_error error;
        stance_status status = read(t.write(names[k], bytes), &rows, &error);
        EXPECT_TRUE(status == STANCE_OK || status == STANCE_DATA) << error.message;
      }
}

TEST(Reader, ExposesFurtherColumnsAsTheyStand) {
  Temporary t;
  const char *fields[] = {"ann", "ben", "text"};
  stance_label_map map = {"c", "conciliatory"};
  stance_dataset_options o = STANCE_DATASET_OPTIONS_INIT;
  o.extra_fields = fields, o.n_extra_fields = 3, o.need_labels = false, o.maps = &map, o.n_maps = 1;
  for (const std::string &path :
       {t.write("a.tsv", "ann\ttext\tben\nc\tyes\t\n7\tno\tu\n"), t.write("a.csv", "text,ben,ann\nyes,,c\nno,u,7\n"),
        t.write("a.jsonl", "{\"text\":\"yes\",\"ann\":\"c\",\"ben\":null}\n{\"text\":\"no\",\"ben\":\"u\",\"ann\":7}\n")}) {
    const char *paths[] = {path.c_str()};
    stance_dataset *d = nullptr;
    stance_error error;
    ASSERT_EQ(stance_dataset_read(&d, paths, 1, &o, &error), STANCE_OK) << path << error.message;
    EXPECT_STREQ(stance_dataset_record(d, 0)->extra[0], "c");
    EXPECT_EQ(stance_dataset_record(d, 0)->extra[1], nullptr);
    EXPECT_STREQ(stance_dataset_record(d, 0)->extra[2], "yes");
    EXPECT_STREQ(stance_dataset_record(d, 1)->extra[0], "7");
    EXPECT_STREQ(stance_dataset_record(d, 1)->extra[1], "u");
    stance_dataset_free(d);
  }
}

TEST(Reader, RefusesFurtherColumnsThatAreNotThere) {
  Temporary t;
  const char *fields[] = {"ann"};
  stance_dataset_options o = STANCE_DATASET_OPTIONS_INIT;
  o.extra_fields = fields, o.n_extra_fields = 1, o.need_labels = false;
  std::vector<Row> rows;
  stance_error error;
  EXPECT_EQ(read(t.write("a.tsv", "text\tben\nyes\tc\n"), &rows, &error, o), STANCE_DATA);
  EXPECT_STREQ(error.message, "no column 'ann' in the header (text ben); name one of these");
  EXPECT_EQ(read(t.write("b.tsv", "c\tyes\n"), &rows, &error, o), STANCE_DATA) << "no header at all";
  EXPECT_EQ(read(t.write("c.txt", "__label__c yes\n"), &rows, &error, o), STANCE_DATA);
  EXPECT_EQ(read(t.write("d.jsonl", "{\"text\":\"yes\",\"ann\":[1]}\n"), &rows, &error, o), STANCE_DATA) << "neither text nor number";
  EXPECT_TRUE(rows.empty());
}

TEST(Reader, FormatsByNameWhateverTheCaseOrGzip) {
  EXPECT_EQ(stance_data_format_of_name("a.CSV"), STANCE_FORMAT_CSV);
  EXPECT_EQ(stance_data_format_of_name("a.tsv.gz"), STANCE_FORMAT_TSV);
  EXPECT_EQ(stance_data_format_of_name("x/a.ndjson"), STANCE_FORMAT_JSONL);
  EXPECT_EQ(stance_data_format_of_name("a.txt"), STANCE_FORMAT_AUTO);
  EXPECT_EQ(stance_data_format_of_name(""), STANCE_FORMAT_AUTO);
}
