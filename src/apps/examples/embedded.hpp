// The files of this folder, as part of the program (cmake/embed.cmake).
#pragma once
#include <string_view>

namespace elevaite::apps {
// "order_desk.json"; empty when there is no such file.
std::string_view embedded_examples(std::string_view name);
}  // namespace elevaite::apps
