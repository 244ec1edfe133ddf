// The worker's side: starts the parser, hands it the document, and waits for it, not forever.
#include "adapters/parser/open.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include "adapters/parser/wire.hpp"
#include "core/task_timeout.hpp"
#include "core/thread_pool.hpp"

namespace elevaite::adapters::parser {
namespace {

using Pipe = asio::posix::basic_stream_descriptor<Executor>;

// JSON of the text, which escapes make larger.
constexpr std::size_t kMaxAnswerBytes = 96 << 20;
constexpr std::size_t kMaxDecodings = 64;

struct PipeEnds {
  int read = -1;
  int write = -1;
};

std::optional<PipeEnds> make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
  return PipeEnds{ends[0], ends[1]};
}

Error cannot_start() {
  return Error{ErrorCode::unavailable, "The document's parser cannot be started.", "no_parser"};
}

// A running parser. Gone with this object, however far it came.
class Child {
 public:
  static std::unique_ptr<Child> start(Executor executor, const ParserProcessOptions& options);
  ~Child() {
    if (pid_ <= 0) return;
    // The group, for pdftotext is a child of its own.
    ::kill(-pid_, SIGKILL);
    ::kill(pid_, SIGKILL);
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  Pipe& in() { return in_; }
  Pipe& out() { return out_; }

 private:
  Child(Executor executor, int in, int out) : in_(executor, in), out_(executor, out) {}
  pid_t pid_ = 0;
  Pipe in_;
  Pipe out_;
};

std::vector<std::string> environment_of(const ParserProcessOptions& options) {
  // Nothing of ours: there are secrets in it.
  std::vector<std::string> words{
      fmt::format("ELEVAITE_PARSER_MEMORY={}", options.memory_bytes),
      fmt::format("ELEVAITE_PARSER_SECONDS={}", options.processor_time.count()),
      fmt::format("ELEVAITE_PARSER_FILE={}", kMaxAnswerBytes)};
  for (const char* name : {"PATH", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "TSAN_OPTIONS"}) {
    if (const char* value = std::getenv(name)) words.push_back(fmt::format("{}={}", name, value));
  }
  return words;
}

std::vector<char*> pointers_to(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::unique_ptr<Child> Child::start(Executor executor, const ParserProcessOptions& options) {
  auto question = make_pipe();
  if (!question) return nullptr;
  auto answer = make_pipe();
  if (!answer) {
    ::close(question->read);
    ::close(question->write);
    return nullptr;
  }
  std::unique_ptr<Child> child(new Child(executor, question->write, answer->read));
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, question->read, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, answer->write, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  posix_spawnattr_setpgroup(&attributes, 0);
  auto command = options.command;
  auto environment = environment_of(options);
  pid_t pid = 0;
  int failed = ::posix_spawn(&pid, command[0].c_str(), &actions, &attributes,
                             pointers_to(command).data(), pointers_to(environment).data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  ::close(question->read);
  ::close(answer->write);
  if (failed != 0) return nullptr;
  child->pid_ = pid;
  return child;
}

class ProcessParser final : public ports::DocumentParser {
 public:
  ProcessParser(Executor executor, ParserProcessOptions options)
      : executor_(executor),
        options_(std::move(options)),
        free_(options_.processes),
        freed_(executor),
        pool_(1, kMaxDecodings) {}

  Task<Result<model::ParsedDocument>> parse(ports::SourceDocument source) override {
    while (free_ == 0) co_await freed_.wait();
    Place place(*this);
    std::string question = question_text(source);
    source = {};
    CO_TRY(std::string answer,
           co_await with_timeout<std::string>(options_.time, ask(std::move(question)),
                                              "reading the document"));
    auto decode = [answer = std::move(answer)] { return answer_from(answer); };
    co_return co_await pool_.run<model::ParsedDocument>(std::move(decode));
  }

 private:
  struct Place {
    explicit Place(ProcessParser& parser) : owner(parser) { --owner.free_; }
    ~Place() {
      ++owner.free_;
      owner.freed_.notify_all();
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ProcessParser& owner;
  };

  // Everything that the parser says until it closes its end.
  Task<Result<std::string>> ask(std::string question) {
    auto child = Child::start(executor_, options_);
    if (!child) co_return cannot_start();
    // The parser takes all before it answers. One that died is seen by its silence.
    auto written = co_await asio::async_write(child->in(), asio::buffer(question), use_tuple_task);
    static_cast<void>(written);
    child->in().close();
    std::string answer;
    std::string piece(256 << 10, '\0');
    while (answer.size() <= kMaxAnswerBytes) {
      auto [code, count] =
          co_await child->out().async_read_some(asio::buffer(piece), use_tuple_task);
      if (code == asio::error::operation_aborted) throw boost::system::system_error(code);
      if (code) break;
      answer.append(piece, 0, count);
    }
    co_return answer;
  }

  Executor executor_;
  ParserProcessOptions options_;
  std::size_t free_;
  Notification freed_;
  ThreadPool pool_;
};

}  // namespace

std::unique_ptr<ports::DocumentParser> open_parser(Executor executor,
                                                   ParserProcessOptions options) {
  return std::make_unique<ProcessParser>(executor, std::move(options));
}

}  // namespace elevaite::adapters::parser
