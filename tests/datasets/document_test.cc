#include <gtest/gtest.h>
#include <zlib.h>

#include <string>
#include <vector>

#include "base/day.h"
#include "stance/document.h"
#include "tests/support/temporary.h"

namespace {
std::string day(const std::string &text) {
  char out[STANCE__DAY_SIZE] = "";
  return stance__day_read(out, text.data(), text.size()) ? out : "-";
}
/* "name|title|day|text" of every document, "!message" for an error. */
std::vector<std::string> all(const std::string &path, stance_document_format format = STANCE_DOCUMENT_AUTO, const char *field = nullptr) {
  std::vector<std::string> out;
  stance_document_reader *reader = nullptr;
  stance_error error{};
  if (stance_document_reader_open(&reader, path.c_str(), format, field, &error) != STANCE_OK) return {std::string("!") + error.message};
  for (;;) {
    stance_document *d = nullptr;
    if (stance_document_reader_next(reader, &d, &error) != STANCE_OK) {
      out.push_back("!" + std::to_string(error.line) + " " + error.message);
      continue;
    }
    if (!d) break;
    std::string name = d->name;
    name = name.substr(name.rfind('/') == std::string::npos ? 0 : name.rfind('/') + 1);
    out.push_back(name + "|" + (d->title ? d->title : "") + "|" + d->day + (d->html ? "|html|" : "|") + d->text);
    stance_document_free(d);
  }
  stance_document_reader_close(reader);
  return out;
}
} // namespace

TEST(Days, AreReadInTheWaysDatesAreWritten) {
  for (const char *text :
       {"2026-11-25", "2026-11-25T08:30:00Z", "2026-11-25 08:30", "20261125", "20261125T0830", "2026/11/25", " 2026-11-25",
        "Wed, 25 Nov 2026 08:30:00 +0000", "25 November 2026", "November 25, 2026", "Nov. 25, 2026", "Wednesday, 25 November 2026"})
    EXPECT_EQ(day(text), "2026-11-25") << text;
  EXPECT_EQ(day("2024-02-29"), "2024-02-29");
  for (const char *text : {"", "yesterday", "2026", "2026-11", "2026-13-01", "2026-02-29", "1764057600", "25/11/2026", "Nov 2026",
                           "32 May 2026", "2026-1-5", "talks on 25 November 2026"})
    EXPECT_EQ(day(text), "-") << text;
}

TEST(Documents, TakeTheWholeOfATextFile) {
  Temporary folder;
  EXPECT_EQ(all(folder.write("a.txt", "one\n\ntwo\n")), std::vector<std::string>{"a.txt|||one\n\ntwo\n"});
  EXPECT_EQ(all(folder.write("e.txt", "")), std::vector<std::string>{"e.txt|||"});
}

TEST(Documents, TellPagesByNameAndByTheirFirstBytes) {
  Temporary folder;
  EXPECT_EQ(all(folder.write("a.HTML", "x"))[0], "a.HTML|||html|x");
  for (const char *page :
       {"<!DOCTYPE html><p>x", "\xEF\xBB\xBF\n <HTML lang=en>", "<?xml version=\"1.0\"?>\n<!doctype HTML>", "<!-- c --><html>"})
    EXPECT_NE(all(folder.write("a.txt", page))[0].find("|html|"), std::string::npos) << page;
  for (const char *text : {"The tag <html> opens a page.", "<p>x</p>", "<", "x <!doctype html>"})
    EXPECT_EQ(all(folder.write("a.txt", text))[0].find("|html|"), std::string::npos) << text;
}

TEST(Documents, ComeOneALineOfJsonl) {
  Temporary folder;
  std::string path = folder.write("a.jsonl", "{\"text\":\"one\",\"id\":9007199254740993123,\"date\":\"2026-11-25T01:00:00Z\"}\n\n"
                                             "{\"text\":\"two\",\"url\":\"urn:2\",\"title\":\"T\",\"source\":\"S\"}\r\n"
                                             "{\"text\":\"three\",\"date\":\"soon\"}");
  EXPECT_EQ(all(path), (std::vector<std::string>{"9007199254740993123||2026-11-25|one", "urn:2|T||two", "a.jsonl:4|||three"}));
  EXPECT_EQ(all(folder.write("b.txt", "{\"body\":\"x\"}\n"), STANCE_DOCUMENT_JSONL, "body"), std::vector<std::string>{"b.txt:1|||x"});
  EXPECT_TRUE(all(folder.write("e.jsonl", "")).empty());
}

TEST(Documents, SayWhatIsWrongWithALineAndGoOn) {
  Temporary folder;
  std::string path = folder.write(
      "a.jsonl", "{\"text\":1}\n[]\n{\"text\":\" \"}\n{\"id\":1}\n{\"text\":\"x\",\"id\":[]}\n{\"text\":\"x\",}\n{\"text\":\"y\"}\n");
  auto got = all(path);
  ASSERT_EQ(got.size(), 7u);
  EXPECT_EQ(got[0], "!1 'text' is no string; mend the object, or pass --skip-bad");
  EXPECT_EQ(got[1], "!2 no JSON object; write one object a line, or pass --skip-bad");
  EXPECT_EQ(got[2], "!3 'text' is empty; mend the object, or pass --skip-bad");
  EXPECT_EQ(got[3], "!4 no 'text'; name the field with --text-field, or pass --skip-bad");
  EXPECT_EQ(got[4], "!5 'id' is no string; mend the object, or pass --skip-bad");
  EXPECT_EQ(got[5].substr(0, 17), "!6 invalid JSON a");
  EXPECT_EQ(got[6], "a.jsonl:7|||y");
}

TEST(Documents, OfAMissingFileOrAFolderAreAnError) {
  Temporary folder;
  EXPECT_EQ(all(folder.path("none.txt"))[0].substr(0, 12), "!cannot open");
  EXPECT_EQ(all(folder.folder())[0].substr(0, 6), "!is a ");
}

TEST(Documents, ArePagesWhereTheirFirstBytesSaySo) {
  auto is_page = [](const std::string &text) { return stance_document_is_page(std::string(text).data(), text.size()); };
  EXPECT_TRUE(is_page("<!doctype html><p>x"));
  EXPECT_TRUE(is_page("\xEF\xBB\xBF \n<!DOCTYPE HTML>"));
  EXPECT_TRUE(is_page("<html"));
  EXPECT_TRUE(is_page("<!-- saved --><HTML lang=en>"));
  EXPECT_FALSE(is_page("<!doctype htm")); /* nothing behind the end is looked at */
  EXPECT_FALSE(is_page("<p>A paragraph."));
  EXPECT_FALSE(is_page("He wrote <html> in his book."));
  EXPECT_FALSE(stance_document_is_page(nullptr, 0));
}

TEST(Document, AWholeFileIsAtMost16MiB) {
  Temporary t;
  auto read = [](const std::string &path) {
    stance_document_reader *reader = nullptr;
    stance_document *document = nullptr;
    stance_error error;
    stance_status status = stance_document_reader_open(&reader, path.c_str(), STANCE_DOCUMENT_AUTO, nullptr, &error);
    if (status == STANCE_OK) status = stance_document_reader_next(reader, &document, &error);
    stance_document_free(document);
    stance_document_reader_close(reader);
    return status == STANCE_OK ? std::string("read") : std::string(error.message);
  };
  std::string longest(16 << 20, 'x');
  EXPECT_EQ(read(t.write("a.txt", longest)), "read");
  EXPECT_EQ(read(t.write("a.txt", longest + "x")), "over 16 MiB; split it");
  EXPECT_EQ(read("/dev/zero"), "over 16 MiB; split it");
  gzFile bomb = gzopen(t.path("bomb.txt.gz").c_str(), "wb9"); /* a thousandth of the size */
  for (int i = 0; i < 8; i++) gzwrite(bomb, longest.data(), 16 << 20);
  gzclose(bomb);
  EXPECT_LT(read_file(t.path("bomb.txt.gz")).size(), 200u << 10);
  EXPECT_EQ(read(t.path("bomb.txt.gz")), "over 16 MiB; split it");
}
