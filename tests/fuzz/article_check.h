/* What include/stance/article.h promises of any article's statements. */
#ifndef STANCE_TESTS_FUZZ_ARTICLE_CHECK_H
#define STANCE_TESTS_FUZZ_ARTICLE_CHECK_H
#include "stance/article.h"

/* Stops the process where a promise does not hold. */
void article_check(const stance_article *article);
#endif
