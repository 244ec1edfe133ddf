// What nodes and built-in tools may use of the outside world: handed to them at registration.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/net/client.hpp"
#include "core/time.hpp"
#include "model/ids.hpp"
#include "ports/chat_model.hpp"

namespace elevaite::ports {

struct Mail {
  std::string from;  // empty: the operator's configured sender
  std::vector<std::string> to;
  std::vector<std::string> cc{};
  std::string subject;
  std::string text;
  std::string html{};
  std::string idempotency_key{};  // becomes the Message-ID, and the file name of the spool
  model::TenantId tenant_id{};    // whose mail it is; nil: the platform's own
};

class MailBox;  // ports/mail_box.hpp

class Mailer {
 public:
  virtual ~Mailer() = default;
  // Refuses CR and LF in every header value, and addresses that are none.
  virtual Task<Result<void>> send(Mail mail) = 0;
  // Whether sending the same idempotency_key twice delivers once.
  virtual bool deduplicates() const = 0;
  // Where the mails lie, if they are kept instead of sent.
  virtual MailBox* box() { return nullptr; }
};

struct SqlQuery {
  Json connection;  // an opened credential: {"kind":"postgres","url":…} or
                    // {"kind":"sqlite","file":…}
  std::string sql;  // placeholders $1 … (also ? for SQLite)
  JsonArray params;
  bool is_read_only = true;
  std::size_t max_rows = 1000;
  Duration timeout = 30s;
};

class SqlRunner {
 public:
  virtual ~SqlRunner() = default;
  // {"columns":[…],"rows":[{…}],"row_count":n,"is_truncated":bool,"affected":n}
  virtual Task<Result<Json>> run(SqlQuery query) = 0;
};

class CredentialVault {
 public:
  virtual ~CredentialVault() = default;
  // The decrypted fields of the tenant's credential (by id or by name): {"kind":…, …}. not_found
  // also for another tenant's. The value is never journalled, logged or shown.
  virtual Task<Result<Json>> open(model::TenantId tenant_id, std::string reference) = 0;
};

class ToolRegistry;     // ports/tool.hpp
class ReportRenderer;   // ports/report.hpp
class FileShelf;        // ports/file_shelf.hpp
class KnowledgeSearch;  // ports/knowledge_search.hpp

struct NodeServices {
  net::HttpClient& http;
  const net::EgressGuard& egress;
  ChatModels& models;
  Mailer& mailer;
  SqlRunner& sql;
  CredentialVault& credentials;
  const Clock& clock;
  const ToolRegistry* tools = nullptr;  // the built-in tools that an agent node may switch on
  ReportRenderer* reports = nullptr;    // with `files`: null only where no node makes files
  FileShelf* files = nullptr;
  KnowledgeSearch* knowledge = nullptr;  // null only where no node searches
};

}  // namespace elevaite::ports
