// What the nodes that make files have in common.
#pragma once
#include "nodes/settings/config_reader.hpp"
#include "ports/file_shelf.hpp"
#include "ports/node.hpp"
#include "ports/report.hpp"
#include "ports/services.hpp"

namespace elevaite::nodes {

// A name that people may download: the config's, or else the title's words, with the extension.
std::string file_name_for(std::string_view name, std::string_view title,
                          std::string_view extension);

// Puts the file on the tenant's shelf and answers what later nodes read of it: file_id, name,
// content_type, size, url, url_expires_at, and page_count of a PDF.
Task<Result<ports::NodeOutcome>> store_made_file(ports::StepContext& context,
                                                 ports::NodeServices services, std::string name,
                                                 ports::RenderedFile rendered);

// The schema of that output.
Json made_file_schema();

}  // namespace elevaite::nodes
