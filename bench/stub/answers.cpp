#include "stub/answers.hpp"

#include <array>
#include <cstdio>
#include <ctime>

#include "stub/json_skimmer.hpp"

namespace elevaite::bench {
namespace {

constexpr std::string_view kText =
    "Your order 42 has been found in the system and it is currently on its way to you. The parcel "
    "left our warehouse yesterday evening with the carrier and the expected delivery date is the "
    "day after tomorrow. The total amount has already been charged to your card, so there is "
    "nothing else that you need to do right now. Please tell me if I can help.";
constexpr std::string_view kUsage =
    R"({"prompt_tokens":120,"completion_tokens":64,"total_tokens":184})";

struct Question {
  std::string model = "stub";
  std::string tool;  // the first one offered
  bool has_tool_result = false;
  bool stream = false;
};

// Only tool results after the last user message belong to this turn.
void read_message(JsonSkimmer& json, Question& question) {
  json.object([&](std::string_view key) {
    if (key != "role") return json.skip();
    const std::string_view role = json.string();
    if (role == "tool") question.has_tool_result = true;
    if (role == "user") question.has_tool_result = false;
  });
}

void read_tool(JsonSkimmer& json, Question& question) {
  json.object([&](std::string_view key) {
    if (key != "function") return json.skip();
    json.object([&](std::string_view inner) {
      if (inner == "name" && question.tool.empty()) {
        question.tool = json.string();
      } else {
        json.skip();
      }
    });
  });
}

Question read_question(std::string_view body) {
  Question question;
  JsonSkimmer json(body);
  json.object([&](std::string_view key) {
    if (key == "model") {
      question.model = json.string();
    } else if (key == "stream") {
      question.stream = json.peek() == 't';
      json.skip();
    } else if (key == "messages") {
      json.array([&] { read_message(json, question); });
    } else if (key == "tools") {
      json.array([&] { read_tool(json, question); });
    } else {
      json.skip();
    }
  });
  return question;
}

std::string escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string respond(std::string_view status, std::string_view body) {
  std::string out = "HTTP/1.1 ";
  out.append(status).append("\r\nContent-Type: application/json\r\nContent-Length: ");
  out.append(std::to_string(body.size())).append("\r\n\r\n").append(body);
  return out;
}

void add_event(std::string& out, std::string_view data) {
  std::array<char, 16> size{};
  std::snprintf(size.data(), size.size(), "%zx\r\n", data.size() + 8);
  out.append(size.data()).append("data: ").append(data).append("\n\n\r\n");
}

struct Reply {
  std::string id;
  std::string model;
  std::string tool;  // empty: the final text
  std::string arguments;
};

std::string tool_call(const Reply& reply, std::string_view arguments) {
  return R"({"index":0,"id":"call_)" + reply.id + R"(","type":"function","function":{"name":")" +
         reply.tool + R"(","arguments":")" + std::string(arguments) + R"("}})";
}

std::string head(const Reply& reply, std::string_view object) {
  return R"({"id":"chatcmpl-)" + reply.id + R"(","object":")" + std::string(object) +
         R"(","created":)" + std::to_string(std::time(nullptr)) + R"(,"model":")" + reply.model +
         R"(","choices":[)";
}

std::string whole(const Reply& reply) {
  std::string body =
      head(reply, "chat.completion") + R"({"index":0,"message":{"role":"assistant","content":)";
  if (reply.tool.empty()) {
    body.append("\"").append(kText).append(R"("},"finish_reason":"stop"}])");
  } else {
    body.append("null,\"tool_calls\":[").append(tool_call(reply, reply.arguments));
    body.append(R"(]},"finish_reason":"tool_calls"}])");
  }
  return respond("200 OK", body.append(",\"usage\":").append(kUsage).append("}"));
}

std::string streamed(const Reply& reply) {
  std::string out =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\n"
      "Transfer-Encoding: chunked\r\n\r\n";
  const std::string begin = head(reply, "chat.completion.chunk");
  const auto add = [&](const std::string& delta, std::string_view finish) {
    add_event(out, begin + R"({"index":0,"delta":)" + delta + R"(,"finish_reason":)" +
                       std::string(finish) + "}]}");
  };
  if (reply.tool.empty()) {
    add(R"({"role":"assistant","content":""})", "null");
    for (std::string_view rest = kText; !rest.empty();) {
      const std::string_view word = rest.substr(0, rest.find(' ') + 1);
      const std::string_view piece = word.empty() ? rest : word;
      add(R"({"content":")" + std::string(piece) + "\"}", "null");
      rest.remove_prefix(piece.size());
    }
    add("{}", "\"stop\"");
  } else {
    add(R"({"role":"assistant","content":null,"tool_calls":[)" + tool_call(reply, "") + "]}",
        "null");
    add(R"({"tool_calls":[{"index":0,"function":{"arguments":")" + reply.arguments + "\"}}]}",
        "null");
    add("{}", "\"tool_calls\"");
  }
  add_event(out, begin + "],\"usage\":" + std::string(kUsage) + "}");
  add_event(out, "[DONE]");
  return out + "0\r\n\r\n";
}

}  // namespace

std::string Stub::complete(std::string_view body) {
  Question question = read_question(body);
  const bool calls_tool = !question.has_tool_result && !question.tool.empty();
  ++(calls_tool ? counters_.tool_calls : counters_.final_texts);
  Reply reply{.id = std::to_string(++sequence_),
              .model = std::move(question.model),
              .tool = calls_tool ? std::move(question.tool) : std::string(),
              .arguments = escape(options_.tool_arguments)};
  if (!question.stream) return whole(reply);
  ++counters_.streams;
  return streamed(reply);
}

std::string Stub::order(std::string_view id) {
  ++counters_.orders;
  return respond("200 OK", R"({"id":")" + escape(id.substr(0, 64)) +
                               R"(","status":"shipped","carrier":"ACME","eta":"2026-01-15",)" +
                               R"("items":3,"total":"129.90"})");
}

std::string Stub::stats(bool reset) {
  const Counters now = counters_;
  if (reset) counters_ = {};
  const auto field = [](std::string_view name, long value) {
    return "\"" + std::string(name) + "\":" + std::to_string(value);
  };
  return respond("200 OK", "{" + field("connections", now.connections) + "," +
                               field("tool_calls", now.tool_calls) + "," +
                               field("final_texts", now.final_texts) + "," +
                               field("streams", now.streams) + "," + field("orders", now.orders) +
                               "," + field("hooks", now.hooks) + "," + field("other", now.other) +
                               "}");
}

StubAnswer Stub::answer(std::string_view method, std::string_view target, std::string_view body) {
  const std::string_view path = target.substr(0, target.find('?'));
  if (method == "POST" && path == "/v1/chat/completions") {
    return {complete(body), options_.model_latency};
  }
  if (path.starts_with("/orders/")) return {order(path.substr(8)), options_.tool_latency};
  if (path == "/hook") {
    ++counters_.hooks;
    return {"HTTP/1.1 204 No Content\r\n\r\n"};
  }
  if (path == "/v1/models") {
    return {respond("200 OK", R"({"object":"list","data":[{"id":"stub","object":"model"}]})")};
  }
  if (path == "/stats") return {stats(target.ends_with("?reset"))};
  ++counters_.other;
  return {respond("404 Not Found", R"({"error":{"message":"The stub has no such path."}})")};
}

}  // namespace elevaite::bench
