// Documents that the tests make themselves.
#pragma once
#include <gtest/gtest.h>
#include <zip.h>

#include <map>

#include "adapters/report/pdf.hpp"

namespace elevaite::adapters::parser {

using ZipEntries = std::map<std::string, std::string>;

inline std::string zip_of(const ZipEntries& entries) {
  zip_error_t failure;
  zip_error_init(&failure);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &failure);
  zip_source_keep(target);
  zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &failure);
  for (const auto& [name, content] : entries) {
    zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), 0);
    zip_file_add(archive, name.c_str(), source, ZIP_FL_OVERWRITE);
  }
  EXPECT_EQ(zip_close(archive), 0);
  zip_source_open(target);
  zip_stat_t stat;
  zip_source_stat(target, &stat);
  std::string bytes(stat.size, '\0');
  zip_source_read(target, bytes.data(), bytes.size());
  zip_source_close(target);
  zip_source_free(target);
  zip_error_fini(&failure);
  return bytes;
}

inline std::string docx_of(std::string_view body) {
  return zip_of({{"word/document.xml",
                  "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/"
                  "main\"><w:body>" +
                      std::string(body) + "</w:body></w:document>"}});
}

// A page for each part.
inline std::string pdf_of(const std::vector<std::string>& parts) {
  ports::Report report;
  report.title = "Handbook";
  report.has_cover = false;
  report.has_contents = false;
  for (const std::string& part : parts) {
    report.markdown += part + "\n\n";
    for (int i = 0; i < 60; ++i) report.markdown += "Filler line " + std::to_string(i) + ".\n\n";
  }
  return adapters::report::render_pdf(std::move(report), {}).value().bytes;
}

}  // namespace elevaite::adapters::parser
