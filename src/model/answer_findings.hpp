// What a step's result brings along for whoever reads the answer: files that it made, and sources
// that it names.
#pragma once
#include "model/attachment.hpp"

namespace elevaite::model {

struct Source {
  std::string url;  // http or https; empty: a document that has no address
  std::string title;
  std::string document_id{};
  std::string media_type{};
  std::string place{};    // where in it, in words: "page 3"
  std::string passage{};  // what it says there
};

struct AnswerFindings {
  std::vector<Attachment> files;
  std::vector<Source> sources;

  // Adds what `output` holds and is not known yet. A file is an object with file_id, name,
  // content_type and size, a few levels deep. Sources are a list of that name, whose entries have a
  // url, or else a document_id or a passage: {"url","title","document_id","media_type","place",
  // "passage"}.
  void add_files(const Json& output);
  void add_sources(const Json& output);
  // As parts of a message, in the AI SDK's forms: file, source-url and source-document.
  JsonArray parts() const;
};

// The AI SDK's part for the source with this number, from 1.
JsonObject source_part(const Source& source, std::size_t number);

}  // namespace elevaite::model
