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

static std::vector<Row> read_ok(const std::string &path, const stance_dataset_options &options = STANCE_DATASET_OPTIONS_INIT) {
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

TEST(Reader, LabelsAreFitForATable) {
  Temporary t;
  stance_error error;
  std::vector<Row> rows;
  const std::string path =
      t.write("a.jsonl", "{\"text\":\"we agree\",\"label\":\"c\\u001b[2J\"}\n{\"text\":\"no\",\"label\":\"\u00fc\"}\n");
  EXPECT_EQ(read(path, &rows, &error), STANCE_DATA);
  EXPECT_EQ(error.line, 1);
  EXPECT_NE(std::string(error.message).find("a label with a control character"), std::string::npos) << error.message;
  stance_dataset_options options = STANCE_DATASET_OPTIONS_INIT;
  const stance_label_map maps[] = {{"c\x1b[2J", "c"}, {"\u00fc", "\xff"}};
  options.maps = maps, options.n_maps = 2;
  EXPECT_EQ(read(path, &rows, &error, options), STANCE_DATA);
  EXPECT_EQ(error.line, 2) << "renamed to what is no UTF-8";
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].label, "c");
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

/* Everything of a record, so that a batch can be held against one at a time. */
static std::string described(const stance_record &r, size_t n_extra) {
  std::string out =
      std::string(r.file) + ':' + std::to_string(r.line) + ' ' + std::to_string(r.weight) + " raw=" + std::string(r.raw, r.raw_length);
  for (const char *s : {r.text, r.label, r.id, r.group, r.speaker, r.kind}) out += s ? std::string("|") + s : std::string("|-");
  for (size_t e = 0; e < n_extra; e++) out += r.extra[e] ? std::string("+") + r.extra[e] : std::string("+-");
  return out + ' ' + std::to_string(r.text_length);
}

TEST(Batches, GiveWhatComesOneByOneAndKeepIt) {
  Temporary t;
  const char *const extra[] = {"tone"};
  std::string tsv = "text\tlabel\tgroup\ttone\n", csv = "id,text,label,tone\n", jsonl, lines;
  for (int i = 0; i < 500; i++) {
    std::string n = std::to_string(i), filling(static_cast<size_t>(i) * 7 % 1500, 'x');
    tsv += "we agree on " + n + filling + "\tc\tg" + n + "\tcalm\n";
    csv += n + ",\"we \"\"agree\"\"\non " + n + "\",c," + (i % 3 ? "calm" : "") + "\n";
    jsonl += "{\"id\": " + n + ", \"text\": \"we \\u00e9 " + n + filling + "\", \"label\": \"u\", \"weight\": 2, \"tone\": true}\n";
    lines += i % 9 ? "We will talk " + n + filling + "\n" : "We will not.\r\n";
  }
  struct Case {
    std::string path;
    size_t n_extra;
  } cases[] = {{t.write("a.tsv", tsv), 1}, {t.write("a.csv", csv), 1}, {t.write("a.jsonl", jsonl), 1}, {t.write("a.lines", lines), 0}};
  for (const Case &c : cases) {
    stance_dataset_options options = STANCE_DATASET_OPTIONS_INIT;
    options.need_labels = false;
    options.extra_fields = extra;
    options.n_extra_fields = c.n_extra;
    if (!c.n_extra) options.format = STANCE_FORMAT_LINES;
    std::vector<std::string> expected, got;
    stance_reader *reader = nullptr;
    const stance_record *r = nullptr;
    ASSERT_EQ(stance_reader_open(&reader, c.path.c_str(), &options, nullptr), STANCE_OK);
    while (stance_reader_next(reader, &r, nullptr) == STANCE_OK && r) expected.push_back(described(*r, c.n_extra));
    stance_reader_close(reader);
    ASSERT_EQ(expected.size(), 500u);

    /* Two batches in turn; each is looked at only after the other has been filled, and the last after the reader's end. */
    stance_batch *batches[2];
    for (stance_batch *&b : batches) ASSERT_EQ(stance_batch_new(&b, nullptr), STANCE_OK);
    ASSERT_EQ(stance_reader_open(&reader, c.path.c_str(), &options, nullptr), STANCE_OK);
    auto look = [&](stance_batch *b) {
      for (size_t i = 0; i < stance_batch_size(b); i++) got.push_back(described(*stance_batch_record(b, i), c.n_extra));
    };
    for (size_t turn = 0;; turn++) {
      ASSERT_EQ(stance_reader_next_batch(reader, batches[turn % 2], 37, 4000, nullptr), STANCE_OK);
      EXPECT_LE(stance_batch_size(batches[turn % 2]), 37u);
      look(batches[(turn + 1) % 2]);
      if (stance_batch_size(batches[turn % 2]) == 0) break;
    }
    EXPECT_EQ(got, expected) << c.path;
    stance_reader_close(reader);
    for (stance_batch *b : batches) stance_batch_free(b);
  }
}

TEST(Batches, GiveTheRecordsBeforeABadOneFirst) {
  Temporary t;
  stance_dataset_options options = STANCE_DATASET_OPTIONS_INIT;
  stance_reader *reader = nullptr;
  stance_batch *batch = nullptr;
  stance_error error = {};
  ASSERT_EQ(stance_batch_new(&batch, nullptr), STANCE_OK);
  const std::string path = t.write("a.tsv", "c\tone\nu\ttwo\nno tab\nc\tthree\n");
  ASSERT_EQ(stance_reader_open(&reader, path.c_str(), &options, nullptr), STANCE_OK);
  ASSERT_EQ(stance_reader_next_batch(reader, batch, 10, 1000, &error), STANCE_OK);
  EXPECT_EQ(stance_batch_size(batch), 2u);
  EXPECT_EQ(stance_reader_next_batch(reader, batch, 10, 1000, &error), STANCE_DATA);
  EXPECT_EQ(stance_batch_size(batch), 0u);
  EXPECT_EQ(error.line, 3);
  ASSERT_EQ(stance_reader_next_batch(reader, batch, 10, 1000, &error), STANCE_OK); /* told once */
  ASSERT_EQ(stance_batch_size(batch), 1u);
  EXPECT_STREQ(stance_batch_record(batch, 0)->text, "three");
  stance_reader_close(reader);
  stance_batch_free(batch);
}

TEST(Reader, LinesCrossPiecesAndAreBounded) {
  Temporary t;
  stance_dataset_options options = STANCE_DATASET_OPTIONS_INIT;
  options.format = STANCE_FORMAT_LINES;
  options.need_labels = false;
  options.skip_bad = true;
  std::string longest(16u << 20, 'a'), all;
  std::vector<size_t> lengths;
  for (size_t i = 1; i < 300; i++) { /* many line ends at and around the ends of pieces */
    lengths.push_back(i * 4096 % 70001 + 1);
    all += std::string(lengths.back(), 'b') + '\n';
  }
  std::vector<Row> rows = read_ok(t.write("long.lines", all + longest + "\n" + longest + "a\nshort"), options);
  ASSERT_EQ(rows.size(), lengths.size() + 2);
  for (size_t i = 0; i < lengths.size(); i++) ASSERT_EQ(rows[i].text, std::string(lengths[i], 'b'));
  EXPECT_EQ(rows[lengths.size()].text.size(), longest.size());
  EXPECT_EQ(rows.back().text, "short"); /* the line above is a byte too long */
  EXPECT_EQ(rows.back().line, static_cast<long>(lengths.size() + 3));
}

TEST(Reader, FormatsByNameWhateverTheCaseOrGzip) {
  EXPECT_EQ(stance_data_format_of_name("a.CSV"), STANCE_FORMAT_CSV);
  EXPECT_EQ(stance_data_format_of_name("a.tsv.gz"), STANCE_FORMAT_TSV);
  EXPECT_EQ(stance_data_format_of_name("x/a.ndjson"), STANCE_FORMAT_JSONL);
  EXPECT_EQ(stance_data_format_of_name("a.txt"), STANCE_FORMAT_AUTO);
  EXPECT_EQ(stance_data_format_of_name(""), STANCE_FORMAT_AUTO);
}

/* Limits: the most that is taken, and one more. */

TEST(Reader, GivesUpOnALineThatNeverEnds) {
  std::vector<Row> rows;
  stance_error error;
  stance_dataset_options options = STANCE_DATASET_OPTIONS_INIT;
  options.need_labels = false;
  EXPECT_EQ(read("/dev/zero", &rows, &error, options), STANCE_DATA);
  EXPECT_STREQ(error.message, "a line over 64 MiB; split it, or pass --skip-bad to skip it");
  EXPECT_EQ(error.line, 1);
}

TEST(Reader, GoesOnAfterALineThatIsTooLong) {
  Temporary t;
  stance_dataset_options options = STANCE_DATASET_OPTIONS_INIT;
  options.skip_bad = true;
  std::string longest(64 << 20, 'x');
  for (const char *more : {"", "x"}) { /* at the limit it is a row without a tab */
    std::vector<Row> rows = read_ok(t.write("long.tsv", "c\tfirst\n" + longest + more + "\nu\tlast\n"), options);
    ASSERT_EQ(rows.size(), 2u) << more;
    EXPECT_EQ(rows[1], (Row{"last", "u", "", "", 3}));
  }
  EXPECT_EQ(read_ok(t.write("end.tsv", "c\tfirst\n" + longest + "x"), options).size(), 1u);
}

TEST(Reader, LimitsCsvRecords) {
  Temporary t;
  std::vector<Row> rows;
  stance_error error;
  const std::string mebibyte((1 << 20) - 1, 'x');
  auto record = [&](size_t lines, const char *end) { /* a quoted cell of so many mebibytes */
                                                     std::string text = "label,text\nc,\"";
                                                     for (size_t i = 0; i < lines; i++) text += mebibyte + "\n";
                                                     return t.write("long.csv", text + end);
  };
  EXPECT_EQ(read(record(63, "\"\n"), &rows, &error), STANCE_DATA); /* it is read whole, and is too long a text */
  EXPECT_STREQ(error.message, "a text over 16 MiB; split it, name the field with --text-field, or pass --skip-bad to skip such rows");
  EXPECT_EQ(read(record(65, "\"\n"), &rows, &error), STANCE_DATA);
  EXPECT_STREQ(error.message, "a record over 64 MiB, perhaps by a quote that is never closed; close it, or pass --skip-bad");
  EXPECT_EQ(error.line, 2);
  EXPECT_EQ(read(record(1, ""), &rows, &error), STANCE_DATA);
  EXPECT_STREQ(error.message, "a quote that is never closed; close it, or pass --skip-bad");
}

TEST(Reader, LimitsTextsLabelsAndColumns) {
  Temporary t;
  std::vector<Row> rows;
  stance_error error;
  auto message = [&](const std::string &path) { return read(path, &rows, &error) == STANCE_DATA ? error.message : std::string("read"); };
  std::string text(16 << 20, 'x'), label(1000, 'c');
  EXPECT_EQ(message(t.write("text.tsv", "c\t" + text + "\n")), "read");
  EXPECT_EQ(message(t.write("text.tsv", "c\t" + text + "x\n")),
            "a text over 16 MiB; split it, name the field with --text-field, or pass --skip-bad to skip such rows");
  EXPECT_EQ(message(t.write("label.tsv", label + "\tx\n")), "read");
  EXPECT_EQ(message(t.write("label.tsv", label + "c\tx\n")),
            "a label over 1000 bytes; name the field with --label-field, or pass --skip-bad to skip such rows");
  for (char mark : {',', '\t'}) {
    std::string name = mark == ',' ? "wide.csv" : "wide.tsv", two = std::string("text") + mark + "label", more(9998, mark);
    std::string row = std::string("x") + mark + "c" + more;
    EXPECT_EQ(message(t.write(name, two + more + "\n" + row + "\n")), "read");
    EXPECT_EQ(message(t.write(name, two + more + mark + "\n" + row + mark + "\n")),
              "a row of over 10000 columns; cut the table, or pass --skip-bad to skip such rows");
  }
  EXPECT_EQ(message(t.write("commas.csv", "text,label\n\"" + std::string(20000, ',') + "\",c\n")), "read");
}
