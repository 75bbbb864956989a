/* Whether an HTML report is what it promises: well-formed, harmless, with links that lead somewhere. */
#ifndef STANCE_TESTS_PAGE_CHECK_H
#define STANCE_TESTS_PAGE_CHECK_H
#include <string>

/* "" where the page is fine, else its first fault: elements that do not nest or close, attributes without quotes, ids given twice, links
   and aria references to no id, and anything that could run or fetch. */
std::string page_fault(const std::string &html);
/* Element names with their class and id in order, one a line, indented; text, figures and drawings left out: the page's structure. */
std::string page_outline(const std::string &html);
/* "" where the text is that of the golden file tests/<name>, else where they part. With UPDATE=1 in the environment the file is written
   instead. */
std::string golden_fault(const std::string &name, const std::string &text);
#endif
