#include "apps/chat_client.hpp"

#include <unistd.h>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/streambuf.hpp>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "apps/process.hpp"
#include "core/net/client.hpp"
#include "core/net/sse.hpp"
#include "core/uuid.hpp"

namespace elevaite::apps {
namespace {

constexpr std::string_view kUsage =
    "usage: elevaite chat AGENT [MESSAGE…] [--url URL] [--key KEY] [--conversation ID]\n\n"
    "The key is an API key: --key, else $ELEVAITE_API_KEY, else the one in demo.json.\n"
    "Ctrl-C stops the answer that is under way; a second time, or at the prompt, it ends the "
    "chat.\n";

struct Settings {
  std::string agent;
  std::string message;
  std::string url;
  std::string key;
  std::string conversation;
};

struct Style {
  bool is_terminal = ::isatty(STDOUT_FILENO) != 0;
  const char* dim() const { return is_terminal ? "\033[2m" : ""; }
  const char* bold() const { return is_terminal ? "\033[1m" : ""; }
  const char* red() const { return is_terminal ? "\033[31m" : ""; }
  const char* reset() const { return is_terminal ? "\033[0m" : ""; }
};

// What a server sends is text, not commands to the terminal.
std::string printable(std::string_view text) {
  std::string safe;
  for (char c : text) {
    bool is_control = (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
    if (!is_control) safe += c;
  }
  return safe;
}

std::string demo_key(const Config& config) {
  std::ifstream file(config.text("data.dir") + "/demo.json");
  std::stringstream text;
  text << file.rdbuf();
  auto demo = parse_json(text.str());
  return demo ? std::string(find_string(*demo, "api_key").value_or("")) : std::string();
}

Result<Settings> read_settings(const Config& config, const std::vector<std::string>& arguments) {
  Settings settings;
  settings.url = config.text("engine.public_url");
  settings.conversation = "cli-" + Uuid::generate().base32();
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (word == "--url" || word == "--key" || word == "--conversation") {
      if (i + 1 == arguments.size()) return invalid_argument(word + " needs a value.");
      std::string& target = word == "--url"   ? settings.url
                            : word == "--key" ? settings.key
                                              : settings.conversation;
      target = arguments[++i];
    } else if (word.starts_with("--")) {
      return invalid_argument("There is no option " + word + ".");
    } else if (settings.agent.empty()) {
      settings.agent = word;
    } else {
      settings.message += (settings.message.empty() ? "" : " ") + word;
    }
  }
  if (settings.agent.empty()) return invalid_argument("Which agent? Give its slug.");
  if (settings.key.empty()) {
    const char* key = std::getenv("ELEVAITE_API_KEY");
    settings.key = key != nullptr ? key : demo_key(config);
  }
  if (settings.key.empty()) {
    return invalid_argument("There is no API key: give --key, or set ELEVAITE_API_KEY.");
  }
  return settings;
}

class ChatClient {
 public:
  ChatClient(Executor executor, Settings settings)
      : executor_(executor),
        settings_(std::move(settings)),
        client_(executor),
        signals_(executor, SIGINT),
        input_(executor, ::dup(STDIN_FILENO)),
        cancels_(executor) {
    watch_signals();
  }

  Task<Result<void>> run() {
    auto result = co_await converse();
    signals_.cancel();
    cancels_.cancel();
    co_return result;
  }

 private:
  Task<Result<void>> converse() {
    if (!settings_.message.empty()) co_return co_await take_turn(settings_.message);
    bool is_interactive = ::isatty(STDIN_FILENO) != 0;
    if (is_interactive) {
      std::printf("%sTalking to %s. Ctrl-D ends.%s\n", style_.dim(), settings_.agent.c_str(),
                  style_.reset());
    }
    while (true) {
      if (is_interactive) std::printf("%s> %s", style_.bold(), style_.reset());
      std::fflush(stdout);
      auto line = co_await read_line();
      if (!line) break;
      if (line->find_first_not_of(" \t") == std::string::npos) continue;
      auto turn = co_await take_turn(*line);
      if (!turn && !is_interactive) co_return turn.error();
      if (!turn)
        std::printf("%s%s%s\n", style_.red(), turn.error().message.c_str(), style_.reset());
    }
    co_return Result<void>();
  }

  Task<std::optional<std::string>> read_line() {
    boost::system::error_code code;
    auto token = asio::redirect_error(use_task, code);
    auto count = co_await asio::async_read_until(input_, buffer_, '\n', token);
    if (code && buffer_.size() == 0) co_return std::nullopt;
    if (code) count = buffer_.size();
    std::string line(asio::buffers_begin(buffer_.data()),
                     asio::buffers_begin(buffer_.data()) + static_cast<std::ptrdiff_t>(count));
    buffer_.consume(count);
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
    co_return line;
  }

  net::ClientRequest request(std::string method, std::string path, Json body) const {
    net::ClientRequest request;
    request.method = std::move(method);
    request.url = settings_.url + path;
    request.headers = {{"Authorization", "Bearer " + settings_.key},
                       {"Content-Type", "application/json"}};
    request.body = to_text(body);
    request.total_timeout = 1h;
    return request;
  }

  Task<Result<void>> take_turn(std::string message) {
    run_id_.clear();
    is_busy_ = true;
    net::SseParser parser;
    auto on_event = [this](net::SseEvent event) -> Result<void> {
      show(event.data);
      return {};
    };
    Json body{{"id", settings_.conversation}, {"message", message}};
    auto turn = request("POST", "/v1/agents/" + settings_.agent + "/chat", std::move(body));
    turn.on_body = [&parser, &on_event](std::string_view bytes) {
      return parser.feed(bytes, on_event);
    };
    auto answer = co_await client_.send(std::move(turn));
    is_busy_ = false;
    if (has_text_) std::printf("\n");
    has_text_ = false;
    std::fflush(stdout);
    if (!answer) co_return answer.error();
    if (answer->status < 300) co_return Result<void>();
    auto problem = parse_json(answer->body);
    auto detail = problem ? find_string(*problem, "detail") : std::nullopt;
    co_return Error{ErrorCode::unavailable,
                    detail ? std::string(*detail)
                           : "The engine answered " + std::to_string(answer->status) + "."};
  }

  void show(const std::string& data) {
    auto part = parse_json(data, kMaxStoredJsonDepth);
    if (!part) return;
    auto type = find_string(*part, "type").value_or("");
    auto text = [&part](std::string_view key) {
      return printable(find_string(*part, key).value_or(""));
    };
    if (type == "start") {
      if (const Json* metadata = find(*part, "messageMetadata")) {
        run_id_ = find_string(*metadata, "run_id").value_or("");
        conversation_id_ = find_string(*metadata, "conversation_id").value_or("");
      }
    } else if (type == "text-delta") {
      std::fputs(text("delta").c_str(), stdout);
      has_text_ = true;
    } else if (type == "text-end") {
      std::printf("\n");
      has_text_ = false;
    } else if (type == "tool-input-available") {
      const Json* input = find(*part, "input");
      note("· " + text("toolName") + " " + (input ? printable(to_text(*input)) : ""));
    } else if (type == "tool-output-error") {
      note("  failed: " + text("errorText"));
    } else if (type == "data-approval") {
      note_approval(*part);
    } else if (type == "error") {
      std::printf("%s%s%s\n", style_.red(), text("errorText").c_str(), style_.reset());
    } else if (type == "abort") {
      note("Stopped.");
    }
    std::fflush(stdout);
  }

  void note_approval(const Json& part) {
    const Json* data = find(part, "data");
    const Json* answer = data == nullptr ? nullptr : find(*data, "answer");
    if (answer != nullptr && answer->is_object()) {
      bool is_approved = find_bool(*answer, "approved").value_or(false);
      note(is_approved ? "Approved." : "Not approved.");
      return;
    }
    note("Waits for an approval. Answer it in the app or with POST /v1/runs/" + run_id_ +
         "/approvals. Ctrl-C stops it.");
  }

  void note(const std::string& text) {
    if (has_text_) std::printf("\n");
    has_text_ = false;
    std::printf("%s%s%s\n", style_.dim(), text.c_str(), style_.reset());
  }

  void watch_signals() {
    signals_.async_wait([this](const boost::system::error_code& code, int) {
      if (code) return;
      if (!is_busy_ || run_id_.empty()) std::_Exit(130);
      cancels_.spawn(cancel_run(run_id_));
      run_id_.clear();
      watch_signals();
    });
  }

  Task<void> cancel_run(std::string run_id) {
    JsonObject body{{"run_id", run_id}, {"reason", "Stopped in the terminal."}};
    auto cancel = request("POST", "/v1/conversations/" + conversation_id_ + "/stop", body);
    [[maybe_unused]] auto answer = co_await client_.send(std::move(cancel));
  }

  Executor executor_;
  Settings settings_;
  Style style_;
  net::HttpClient client_;
  asio::signal_set signals_;
  asio::posix::stream_descriptor input_;
  asio::streambuf buffer_;
  TaskGroup cancels_;
  std::string run_id_;
  std::string conversation_id_;
  bool is_busy_ = false;
  bool has_text_ = false;
};

Task<Result<void>> chat(Settings settings) {
  auto executor = co_await current_executor();
  ChatClient client(executor, std::move(settings));
  co_return co_await client.run();
}

}  // namespace

int run_chat(const Config& config, std::vector<std::string> arguments) {
  bool wants_help = arguments.empty() || arguments[0] == "--help";
  if (wants_help) {
    std::fputs(kUsage.data(), arguments.empty() ? stderr : stdout);
    return arguments.empty() ? 2 : 0;
  }
  auto settings = read_settings(config, arguments);
  if (!settings) {
    print_errors(settings.error());
    return 2;
  }
  return run_command([&settings] { return chat(*settings); });
}

}  // namespace elevaite::apps
