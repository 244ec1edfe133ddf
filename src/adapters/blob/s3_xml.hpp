// The little XML that S3 speaks: flat lists of elements without attributes that matter.
#pragma once
#include <functional>
#include <string>
#include <string_view>

namespace elevaite::adapters::blob {

// The text of the first <name> in `xml`, with its entities decoded; empty when there is none.
std::string xml_text(std::string_view xml, std::string_view name);
// Calls `visit` with the inside of every <name>.
void for_each_element(std::string_view xml, std::string_view name,
                      const std::function<void(std::string_view inside)>& visit);
std::string xml_escape(std::string_view text);

}  // namespace elevaite::adapters::blob
