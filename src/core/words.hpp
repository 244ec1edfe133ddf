// The words of a text in any script, folded to lower case: what lexical search compares.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace elevaite {

// Runs of letters and digits. Invalid UTF-8 separates words. Scripts without blanks give long
// words.
std::vector<std::string> words_of(std::string_view text);

// The code points of valid UTF-8; of anything else those that are valid.
std::u32string code_points_of(std::string_view text);

}  // namespace elevaite
