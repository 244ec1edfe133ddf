// Notifications and webhook endpoints over HTTP, on both databases: whose they are, and how a
// stream of them is resumed and bounded.
#include "tests/engine/routes_fixture.hpp"

namespace elevaite::test {
namespace {

class NotificationRoutes : public RoutesTest {
 protected:
  void tell(const engine::Actor& who, std::string title) {
    auto user = who.user_id->uuid;
    db.query(
        "INSERT INTO notification_inboxes (tenant_id, user_id, last_seq, revision, changed_at)"
        " VALUES ($1, $2, 1, 1, $3) ON CONFLICT (tenant_id, user_id) DO UPDATE SET"
        " last_seq = notification_inboxes.last_seq + 1,"
        " revision = notification_inboxes.revision + 1, changed_at = excluded.changed_at",
        {who.tenant_id.uuid, user, to_micros(system_clock().now())});
    db.query(
        "INSERT INTO notifications (id, tenant_id, user_id, seq, notice_id, kind, title, body,"
        " link, data, created_at) SELECT $1, i.tenant_id, i.user_id, i.last_seq, $1,"
        " 'job_failed', CAST($2 AS text), '', '/runs', '{}', i.changed_at"
        " FROM notification_inboxes i WHERE i.tenant_id = $3 AND i.user_id = $4",
        {Uuid::generate(), std::move(title), who.tenant_id.uuid, user});
  }
  // What a stream says until it has said `bytes`.
  std::vector<net::SseEvent> listen(const std::string& target, std::size_t bytes,
                                    net::Headers headers = {}) {
    auto response = send("GET", target, "", std::move(headers));
    EXPECT_EQ(response.status, 200) << response.body;
    Reader reader;
    reader.limit = bytes;
    db.await(response.stream(reader));
    return reader.events();
  }
};
ELEVAITE_ON_BOTH_DATABASES(NotificationRoutes);

TEST_P(NotificationRoutes, are_those_of_whoever_asks) {
  tell(ada, "Ada's");
  tell(eve, "Eve's");
  auto listed = call("GET", "/v1/notifications");
  ASSERT_EQ(listed.body.at("data").as_array().size(), 1U) << listed.text;
  EXPECT_EQ(listed.body.at("data").at(0).at("title"), Json("Ada's"));
  auto eves = call("GET", "/v1/notifications", "", {}, "eve viewer");
  std::string id(find_string(eves.body.at("data").at(0), "id").value());
  EXPECT_EQ(call("POST", "/v1/notifications/" + id + "/read").status, 404);
  EXPECT_EQ(call("POST", "/v1/notifications/" + id + "/read", "", {}, "eve viewer").status, 200);
  EXPECT_EQ(find_int(call("GET", "/v1/notifications/unread-count").body, "unread"), 1);
  auto none = call("GET", "/v1/notifications/unread-count", "", {}, "eve viewer");
  EXPECT_EQ(find_int(none.body, "unread"), 0);
  EXPECT_EQ(call("POST", "/v1/notifications/read", R"({"up_to":-1})").status, 400);
}

TEST_P(NotificationRoutes, are_streamed_from_where_the_reader_was) {
  for (const char* title : {"one", "two", "three"}) tell(ada, title);
  auto events = listen("/v1/notifications/events?after=1", 300);
  ASSERT_EQ(events.size(), 3U);
  EXPECT_EQ(events[0].id, "2");
  EXPECT_EQ(events[1].event, "notification");
  EXPECT_EQ(find_string(parse_json(events[1].data).value(), "title"), "three");
  EXPECT_EQ(events[2].event, "unread");
  EXPECT_EQ(events[2].data, R"({"unread":3})");
  auto later = listen("/v1/notifications/events?after=1", 100, {{"Last-Event-ID", "2"}});
  ASSERT_GE(later.size(), 1U);
  EXPECT_EQ(later[0].id, "3") << "what was seen last is newer than the address";
  auto fresh = listen("/v1/notifications/events", 20);
  ASSERT_EQ(fresh.size(), 1U);
  EXPECT_EQ(fresh[0].event, "unread");
  for (const char* wrong : {"x", "-1", "99999999999999999999"})
    EXPECT_EQ(send("GET", "/v1/notifications/events", "", {{"Last-Event-ID", wrong}}).status, 400);
}

TEST_P(NotificationRoutes, are_streamed_to_so_many_at_once) {
  std::vector<net::HttpResponse> open;
  for (int i = 0; i < jobs::InboxWatch::kMaxFollowers; ++i) {
    open.push_back(send("GET", "/v1/notifications/events"));
    ASSERT_EQ(open.back().status, 200);
  }
  auto refused = call("GET", "/v1/notifications/events");
  EXPECT_GE(refused.status, 400);
  EXPECT_EQ(refused.word("reason"), "too_many_streams");
  EXPECT_EQ(send("GET", "/v1/notifications/events", "", {}, "eve viewer").status, 200);
  open.clear();
  EXPECT_EQ(send("GET", "/v1/notifications/events").status, 200);
}

TEST_P(NotificationRoutes, let_only_admins_see_endpoints_and_mail) {
  const std::string url = "/v1/webhook-endpoints";
  auto made = call("POST", url, R"({"url":"https://example.test/x"})", {}, "ada admin");
  ASSERT_EQ(made.status, 201) << made.text;
  const std::string one = url + "/" + std::string(made.word("id"));
  for (const char* role : {"viewer", "builder"}) {
    const std::string who = std::string("ada ") + role;
    EXPECT_EQ(call("GET", url, "", {}, who).status, 403);
    EXPECT_EQ(call("POST", url, R"({"url":"https://example.test"})", {}, who).status, 403);
    EXPECT_EQ(call("DELETE", one, "", {}, who).status, 403);
    EXPECT_EQ(call("GET", "/v1/mail", "", {}, who).status, 403);
    EXPECT_EQ(call("GET", "/v1/notifications", "", {}, who).status, 200);
  }
  EXPECT_EQ(call("GET", "/v1/mail", "", {}, "ada admin").status, 200);
  EXPECT_EQ(call("GET", one, "", {}, "eve owner").status, 404);
  EXPECT_EQ(call("DELETE", one, "", {}, "eve owner").status, 404);
  EXPECT_EQ(call("POST", one + "/rotate-secret", "", {}, "eve owner").status, 404);
  auto shown = call("GET", one);
  EXPECT_EQ(shown.status, 200);
  EXPECT_EQ(shown.text.find("whsec_"), std::string::npos);
  auto sealed = db.query("SELECT sealed_secret FROM webhook_endpoints");
  auto secret = made.word("secret");
  EXPECT_EQ(crypto::text_of(sealed.bytes(0, 0)).find(secret), std::string_view::npos);
}

}  // namespace
}  // namespace elevaite::test
