// Several tasks at once, a bounded number at a time.
#pragma once
#include <functional>
#include <vector>

#include "core/task.hpp"

namespace elevaite::agents {

// Runs every function and returns when all have finished, also when the caller is cancelled: it
// cancels them, waits, and only then unwinds. An exception of one is thrown on after the others
// have finished.
Task<void> run_all(std::vector<std::function<Task<void>()>> works, std::size_t at_once);

}  // namespace elevaite::agents
