// What an sqs:// URL says.
#pragma once
#include "core/aws/json_api.hpp"

namespace elevaite::adapters::queue {

struct SqsSettings {
  std::string queue;  // its name in SQS
  aws::JsonService service;
};

// sqs://NAME?region=…&endpoint=http(s)://host[:port]; errors say what is wrong.
Result<SqsSettings> parse_sqs_url(std::string_view url, const std::string& default_region);

}  // namespace elevaite::adapters::queue
