// What the demo model says of files that came with a message.
#pragma once
#include <string>
#include <vector>

#include "model/attachment.hpp"

namespace elevaite::adapters::llm::demo {

// A paragraph that names every file and how much of it the model was given; empty without files.
std::string received(const std::vector<model::Attachment>& files);

}  // namespace elevaite::adapters::llm::demo
