#include "adapters/queue/sqs_settings.hpp"

#include "core/net/uri.hpp"

namespace elevaite::adapters::queue {
namespace {

constexpr std::size_t kMaxName = 80;

Error wrong(std::string_view what) { return invalid_argument(std::string(what)); }

bool is_queue_name(std::string_view name) {
  constexpr std::string_view kAllowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
  return !name.empty() && name.size() <= kMaxName &&
         name.find_first_not_of(kAllowed) == std::string_view::npos;
}

}  // namespace

Result<SqsSettings> parse_sqs_url(std::string_view url, const std::string& default_region) {
  const auto rest = url.substr(std::string_view("sqs://").size());
  const auto question = rest.find('?');
  SqsSettings settings;
  settings.queue = rest.substr(0, question);
  if (settings.queue.ends_with(".fifo")) {
    return wrong(
        "A FIFO queue delays a job until the one before it has ended; use a "
        "standard queue.");
  }
  if (!is_queue_name(settings.queue)) {
    return wrong("Write it as sqs://NAME, with the letters, digits, - and _ of its name.");
  }
  settings.service = {"", "", default_region, "sqs", "AmazonSQS", "application/x-amz-json-1.0"};
  std::string endpoint;
  TRY(auto query, net::parse_query(question == std::string_view::npos ? std::string_view()
                                                                      : rest.substr(question + 1)));
  for (const auto& [name, value] : query) {
    if (name == "region") {
      settings.service.region = value;
    } else if (name == "endpoint") {
      endpoint = value;
    } else {
      return wrong("There is no parameter " + name + ".");
    }
  }
  if (settings.service.region.empty()) {
    return wrong("The region is missing: sqs://…?region=us-east-1.");
  }
  auto placed = aws::place(settings.service, std::move(endpoint));
  if (!placed) return wrong(placed.error().message);
  return settings;
}

}  // namespace elevaite::adapters::queue
