// Documents parsed in a process of their own, one each: whatever a hostile one does to it, it
// cannot reach the worker.
#pragma once
#include <memory>

#include "adapters/parser/parse.hpp"

namespace elevaite::adapters::parser {

struct ParserProcessOptions {
  // The program, and what says to it that it is to parse: run_parser_process() is to be called.
  std::vector<std::string> command{"/proc/self/exe", "parse"};
  Duration time = 120s;       // for one document, waiting for a free place not counted
  std::size_t processes = 2;  // at once; further documents wait
  std::size_t memory_bytes = std::size_t{2} << 30;  // that one may map
  std::chrono::seconds processor_time{60};
};

std::unique_ptr<ports::DocumentParser> open_parser(Executor executor,
                                                   ParserProcessOptions options = {});

// The other side: takes a document from standard input, within the limits that stand in its
// environment, answers on standard output, and returns the exit code.
int run_parser_process();

}  // namespace elevaite::adapters::parser
