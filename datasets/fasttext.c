#include <string.h>

#include "base/error.h"
#include "datasets/record_format.h"

stance_status stance__fasttext_record(const stance__parse *p, char *line) {
  static const char prefix[] = "__label__";
  char *label = line + sizeof prefix - 1, *space;
  if (strncmp(line, prefix, sizeof prefix - 1) != 0 || !(space = strchr(label, ' ')) || space == label)
    return stance__fail(p->error, STANCE_DATA, p->file, p->line,
                        "no '__label__NAME text'; mend the line, or pass --skip-bad to skip such rows");
  *space = '\0';
  if (strncmp(space + 1, prefix, sizeof prefix - 1) == 0)
    return stance__fail(p->error, STANCE_DATA, p->file, p->line, "two labels; leave one, or pass --skip-bad to skip such rows");
  p->record->label = label;
  p->record->text = space + 1;
  return STANCE_OK;
}
