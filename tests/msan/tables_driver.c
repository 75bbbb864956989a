/* The readers of labelled statements: the lines of the JSONL files given as JSONL, TSV, CSV, fastText and plain lines, whole, compressed
   and damaged; every field of a record was written. usage: tables_driver JSONL... */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>
#include <sanitizer/msan_interface.h>
#include <zlib.h>

#include "base/buffer.h"
#include "stance/dataset.h"
#include "tests/msan/drive.h"

enum { ROWS = 40, DAMAGED = 40, FORMATS = 5 };
static const char *const names[FORMATS] = {"t.tsv", "t.csv", "t.jsonl", "fasttext.txt", "lines.txt"};
static const stance_data_format formats[FORMATS] = {STANCE_FORMAT_TSV, STANCE_FORMAT_CSV, STANCE_FORMAT_JSONL, STANCE_FORMAT_FASTTEXT,
                                                    STANCE_FORMAT_LINES};

/* Records read, however it ends. */
static size_t read_table(const char *path, stance_data_format format, bool skip_bad) {
  stance_dataset_options options = STANCE_DATASET_OPTIONS_INIT;
  options.format = format, options.skip_bad = skip_bad, options.need_labels = format != STANCE_FORMAT_LINES;
  stance_error error;
  stance_reader *reader = NULL;
  const stance_record *r = NULL;
  size_t n = 0;
  stance_status status = stance_reader_open(&reader, path, &options, &error);
  while (status == STANCE_OK && (status = stance_reader_next(reader, &r, &error)) == STANCE_OK && r) {
    drive_use(r->text, r->text_length + 1);
    drive_use(r->raw, r->raw_length);
    const char *const strings[] = {r->label, r->id, r->group, r->speaker, r->kind, r->file};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) drive_use_string(strings[i]);
    drive_use(&r->weight, sizeof r->weight);
    drive_use(&r->line, sizeof r->line);
    n++;
  }
  if (status != STANCE_OK) drive_use_string(error.message);
  stance_reader_close(reader);
  return n;
}

/* The first rows of a file of statements in every format. */
static void tables_of(stance__buffer out[FORMATS], drive_bytes jsonl) {
  stance__buffer_puts(&out[0], "label\ttext\n");
  stance__buffer_puts(&out[1], "label,text\r\n");
  size_t at = 0;
  for (int n = 0; n < ROWS && at < jsonl.length; n++) {
    const char *end = memchr(jsonl.data + at, '\n', jsonl.length - at);
    size_t length = (end ? (size_t)(end - jsonl.data) : jsonl.length) - at;
    cJSON *row = cJSON_ParseWithLength(jsonl.data + at, length);
    const cJSON *text = cJSON_GetObjectItemCaseSensitive(row, "text"), *label = cJSON_GetObjectItemCaseSensitive(row, "label");
    drive_expect(text && label, "a shipped line has text and label");
    stance__buffer_printf(&out[0], "%s\t%s\n", label->valuestring, text->valuestring);
    stance__buffer_csv_field(&out[1], label->valuestring, strlen(label->valuestring));
    stance__buffer_putc(&out[1], ',');
    stance__buffer_csv_field(&out[1], text->valuestring, strlen(text->valuestring));
    stance__buffer_puts(&out[1], "\r\n");
    stance__buffer_add(&out[2], jsonl.data + at, length);
    stance__buffer_putc(&out[2], '\n');
    stance__buffer_printf(&out[3], "__label__%s %s\n", label->valuestring, text->valuestring);
    stance__buffer_printf(&out[4], "%s\n", text->valuestring);
    cJSON_Delete(row);
    at += length + 1;
  }
}

static drive_bytes compressed(drive_bytes whole) {
  char path[256];
  snprintf(path, sizeof path, "%s/made.gz", drive_folder());
  __msan_scoped_disable_interceptor_checks(); /* zlib, not instrumented, writes what it itself has filled */
  gzFile file = gzopen(path, "wb");
  drive_expect(file && gzwrite(file, whole.data, (unsigned)whole.length) == (int)whole.length && gzclose(file) == Z_OK, "zlib compresses");
  __msan_scoped_enable_interceptor_checks();
  return drive_file(path);
}

int main(int argc, char **argv) {
  stance__random random;
  stance__random_seed(&random, 4);
  size_t whole = 0, damaged = 0;
  for (int f = 1; f < argc; f++) {
    drive_bytes jsonl = drive_file(argv[f]);
    stance__buffer tables[FORMATS] = {STANCE__BUFFER_INIT};
    tables_of(tables, jsonl);
    for (size_t k = 0; k < FORMATS; k++) {
      drive_bytes table = {tables[k].data, tables[k].length}, zipped = compressed(table);
      size_t rows = read_table(drive_write(names[k], table), formats[k], false);
      drive_expect(rows == ROWS, "every row is read");
      drive_expect(read_table(drive_write("zipped", zipped), formats[k], false) == ROWS, "compressed too");
      whole += rows;
      for (int i = 0; i < DAMAGED; i++) {
        drive_bytes broken = drive_damage(&random, i % 4 ? table : zipped);
        const char *path = drive_write("damaged", broken);
        damaged += read_table(path, formats[k], i % 2);
        (void)read_table(path, STANCE_FORMAT_AUTO, true);
        free(broken.data);
      }
      free(zipped.data);
      stance__buffer_release(&tables[k]);
    }
    free(jsonl.data);
  }
  printf("%zu records, %zu from damaged tables\n", whole, damaged);
  drive_expect(damaged > 0, "records were read in front of damage");
  return 0;
}
