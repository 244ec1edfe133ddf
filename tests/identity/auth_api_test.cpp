// The Auth API as a client meets it: over HTTP, on both databases.
#include <fstream>

#include "apps/auth_app.hpp"
#include "apps/config_keys.hpp"
#include "core/net/client.hpp"
#include "tests/identity/fixture.hpp"

namespace elevaite::test {
namespace {

constexpr const char* kOrigin = "http://localhost:3005";

class AuthApi : public testing::TestWithParam<std::string> {
 protected:
  DatabaseOfKind db{GetParam()};
  Metrics metrics;
  identity::MasterKeys master_keys = identity::MasterKeys::parse(master_key("k1", 'a')).value();
  std::optional<Config> config;
  std::unique_ptr<apps::AuthApp> app;
  std::unique_ptr<net::HttpClient> client;

  virtual std::vector<std::string> more_settings() const { return {}; }

  void SetUp() override {
    ConfigSources sources;
    sources.settings = {
        "auth.port=0",           "argon2.memory=8KiB",
        "argon2.passes=1",       "auth.rate_per_address=60000",
        "auth.rate_burst=10000", "mail.url=spool:" + (db.folder() / "mail").string(),
        "http.trusted_proxies=1"};
    for (std::string& setting : more_settings()) sources.settings.push_back(std::move(setting));
    config = Config::load(apps::config_keys(), sources).value();
    app = apps::make_auth_app(db.executor(), *db, master_keys, *config, metrics);
    db.await(app->start()).value();
    client = std::make_unique<net::HttpClient>(db.executor());
  }
  void TearDown() override {
    db.await(app->stop(Duration(1s)));
    client.reset();
    app.reset();
  }

  struct Call {
    std::string method = "GET";
    std::string path;
    std::string body{};
    std::string bearer{};
    net::Headers headers{};
  };
  net::ClientResponse send(Call call) {
    net::ClientRequest request;
    request.method = call.method;
    request.url = "http://127.0.0.1:" + std::to_string(app->port()) + call.path;
    request.headers = call.headers;
    request.body = call.body;
    if (!call.body.empty() && !call.headers.has("Content-Type")) {
      request.headers.add("Content-Type", "application/json");
    }
    if (!call.bearer.empty()) request.headers.add("Authorization", "Bearer " + call.bearer);
    auto response = db.await(client->send(std::move(request)));
    EXPECT_TRUE(response.has_value()) << response.error().message;
    if (!response) return {};
    EXPECT_LT(response->status, 500) << call.method << " " << call.path << " " << response->body;
    EXPECT_TRUE(response->headers.has("X-Request-Id"));
    return std::move(*response);
  }
  net::ClientResponse post(std::string path, std::string body, std::string bearer = "") {
    return send({"POST", std::move(path), std::move(body), std::move(bearer)});
  }
  static Json json(const net::ClientResponse& response) {
    return response.body.empty() ? Json(nullptr) : parse_json(response.body).value();
  }
  static std::string text(const Json& value, std::string_view name) {
    return std::string(find_string(value, name).value_or(""));
  }
  Json sign_up(const std::string& email = "ada@example.com") {
    auto response =
        post("/v1/auth/sign-up", R"({"email":")" + email + R"(","password":")" + kPassword +
                                     R"(","name":"Ada","tenant_name":"Engines"})");
    EXPECT_EQ(response.status, 201) << response.body;
    return json(response);
  }
};
ELEVAITE_ON_BOTH_DATABASES(AuthApi);

TEST_P(AuthApi, takes_a_person_from_sign_up_to_sign_out) {
  auto tokens = sign_up();
  auto me = json(send({"GET", "/v1/me", "", text(tokens, "access_token")}));
  EXPECT_EQ(text(me, "email"), "ada@example.com");
  EXPECT_EQ(me.at("tenant").at("role"), "owner");

  auto refreshed =
      post("/v1/auth/refresh", R"({"refresh_token":")" + text(tokens, "refresh_token") + "\"}");
  EXPECT_EQ(refreshed.status, 200);
  auto next = json(refreshed);
  auto again =
      post("/v1/auth/refresh", R"({"refresh_token":")" + text(tokens, "refresh_token") + "\"}");
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(text(json(again), "refresh_token"), text(next, "refresh_token"));

  auto body = R"({"refresh_token":")" + text(next, "refresh_token") + "\"}";
  EXPECT_EQ(post("/v1/auth/sign-out", body).status, 204);
  EXPECT_EQ(text(json(post("/v1/auth/refresh", body)), "reason"), "session_ended");
  EXPECT_EQ(post("/v1/auth/sign-out", "").status, 204);

  auto in = post("/v1/auth/sign-in", R"({"email":"ada@example.com","password":"wrong"})");
  EXPECT_EQ(in.status, 401);
  EXPECT_EQ(text(json(in), "code"), "unauthenticated");
}

TEST_P(AuthApi, tells_anybody_what_it_offers) {
  auto options = json(send({"GET", "/v1/auth/options"}));
  EXPECT_EQ(options, parse_json(R"({"sign_up":true,"password_min_length":15,"providers":[],
    "password_reset":true,"email_verification":false,"mfa":true,"invitations":true,
    "auth_origin":"http://localhost:3005","app_origin":"http://localhost:3001"})")
                         .value());
}

TEST_P(AuthApi, publishes_the_keys_that_verify_its_tokens) {
  auto tokens = sign_up();
  auto response = send({"GET", "/.well-known/jwks.json"});
  EXPECT_EQ(response.headers.get("Cache-Control"), "public, max-age=300");
  auto keys = identity::public_keys_of(json(response)).value();
  ASSERT_EQ(keys.size(), 1u);
  crypto::TokenVerifier verifier({"elevaite", "elevaite"}, system_clock());
  verifier.set_keys(keys);
  EXPECT_TRUE(verifier.verify(text(tokens, "access_token")).has_value());
  EXPECT_EQ(response.body.find("\"d\":"), std::string::npos);
}

TEST_P(AuthApi, verifies_by_the_published_keys_alone) {
  auto tokens = sign_up();
  identity::AuthenticatorOptions options;
  options.jwks_url = "http://127.0.0.1:" + std::to_string(app->port()) + "/.well-known/jwks.json";
  identity::Authenticator elsewhere(db.executor(), *db, client.get(), system_clock(), metrics,
                                    options);
  auto principal = db.await(elsewhere.authenticate(text(tokens, "access_token"), ""));
  ASSERT_TRUE(principal.has_value()) << principal.error().message;
  EXPECT_EQ(principal->user_id.str(), text(tokens, "user_id"));
}

TEST_P(AuthApi, manages_api_keys) {
  auto token = text(sign_up(), "access_token");
  auto created =
      post("/v1/api-keys", R"({"name":"ci","scopes":["agents:chat","api_keys:read"]})", token);
  EXPECT_EQ(created.status, 201) << created.body;
  auto secret = text(json(created), "secret");
  auto listed = send({"GET", "/v1/api-keys?limit=1", "", secret});
  EXPECT_EQ(listed.status, 200) << listed.body;
  EXPECT_EQ(listed.body.find(secret), std::string::npos);
  EXPECT_EQ(json(listed).at("data").as_array().size(), 1u);
  EXPECT_EQ(post("/v1/api-keys", R"({"name":"x"})", secret).status, 403);
  EXPECT_EQ(
      post("/v1/me/password", R"({"current_password":"a","new_password":"b"})", secret).status,
      403);
  auto id = text(json(created), "id");
  EXPECT_EQ(send({"DELETE", "/v1/api-keys/" + id, "", token}).status, 204);
  EXPECT_EQ(send({"DELETE", "/v1/api-keys/" + id, "", token}).status, 404);
}

TEST_P(AuthApi, renews_the_secret_of_an_api_key) {
  auto token = text(sign_up(), "access_token");
  auto created = json(post("/v1/api-keys", R"({"name":"ci"})", token));
  auto path = "/v1/api-keys/" + text(created, "id") + "/rotate";
  auto rotated = post(path, R"({"overlap_seconds":3600})", token);
  ASSERT_EQ(rotated.status, 200) << rotated.body;
  EXPECT_EQ(text(json(rotated), "id"), text(created, "id"));
  EXPECT_EQ(text(json(rotated).at("previous"), "prefix"), text(created, "prefix"));
  for (const auto& answer : {created, json(rotated)}) {
    EXPECT_EQ(send({"GET", "/v1/api-keys", "", text(answer, "secret")}).status, 200);
  }
  EXPECT_EQ(send({"GET", "/v1/api-keys", "", token}).body.find(text(json(rotated), "secret")),
            std::string::npos);
  // Without a body: a day.
  EXPECT_EQ(post(path, "", token).status, 200);
  for (const char* body : {R"({"overlap_seconds":604801})", R"({"overlap_seconds":-1})",
                           R"({"overlap_seconds":"1"})", R"({"overlap_seconds":1.5})"}) {
    auto refused = post(path, body, token);
    EXPECT_EQ(refused.status, 400) << body;
    EXPECT_EQ(json(refused).at("errors").at(0).at("field"), "/overlap_seconds");
  }
}

TEST_P(AuthApi, binds_an_api_key_to_addresses_as_trusted_proxies_give_them) {
  auto token = text(sign_up(), "access_token");
  auto bad =
      post("/v1/api-keys", R"({"name":"ci","allowed_addresses":["10.0.0.0/8","10.1/16"]})", token);
  EXPECT_EQ(bad.status, 400);
  EXPECT_EQ(json(bad).at("errors").at(0).at("field"), "allowed_addresses[1]");
  auto key =
      json(post("/v1/api-keys",
                R"({"name":"ci","allowed_addresses":["203.0.113.0/24","2001:db8::/32"]})", token));
  auto secret = text(key, "secret");
  auto from = [&](const char* forwarded) {
    return send({"GET", "/v1/api-keys", "", secret, {{"X-Forwarded-For", forwarded}}});
  };
  EXPECT_EQ(from("203.0.113.9").status, 200);
  EXPECT_EQ(from("198.51.100.1, 203.0.113.9").status, 200);
  EXPECT_EQ(from("2001:db8::7").status, 200);
  // What the client itself claims stands before the proxy's word and does not count.
  auto refused = from("203.0.113.9, 198.51.100.1");
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(text(json(refused), "reason"), "address_refused");
  EXPECT_NE(refused.body.find("198.51.100.1"), std::string::npos);
  EXPECT_EQ(send({"GET", "/v1/api-keys", "", secret}).status, 403) << "from this machine";
  auto path = "/v1/api-keys/" + text(key, "id");
  Call change{
      "PATCH", path, R"({"allowed_addresses":[]})", secret, {{"X-Forwarded-For", "203.0.113.9"}}};
  EXPECT_EQ(text(json(send(change)), "reason"), "session_required")
      << "a stolen key must not free itself";
  change.bearer = token;
  EXPECT_EQ(send(change).status, 200);
}

TEST_P(AuthApi, ends_a_tenant_only_for_who_proves_themselves_and_types_its_name) {
  auto token = text(sign_up(), "access_token");
  auto end = [&](std::string body) { return post("/v1/tenant/end", std::move(body), token); };
  EXPECT_EQ(text(json(end(R"({"name":"Engines"})")), "reason"), "password_wrong");
  EXPECT_EQ(text(json(end(R"({"name":"Engines","password":"wrong"})")), "reason"),
            "password_wrong");
  auto typed = [](const char* name) {
    return R"({"name":")" + std::string(name) + R"(","password":")" + kPassword + "\"}";
  };
  EXPECT_EQ(json(end(typed("engines"))).at("errors").at(0).at("field"), "name");
  EXPECT_EQ(end(typed("Engines")).status, 200);
}

TEST_P(AuthApi, gives_along_and_deletes_an_account) {
  auto tokens = sign_up();
  auto token = text(tokens, "access_token");
  auto key = text(json(post("/v1/api-keys", R"({"name":"ci"})", token)), "secret");
  auto exported = send({"GET", "/v1/me/export", "", token});
  EXPECT_EQ(exported.status, 200) << exported.body;
  EXPECT_EQ(json(exported).at("account").at("email"), "ada@example.com");
  EXPECT_NE(exported.headers.get("Content-Disposition").find("attachment"), std::string_view::npos);
  EXPECT_EQ(send({"GET", "/v1/me/export", "", key}).status, 403);
  auto remove = [&](const char* email, const char* password) {
    return post("/v1/me/delete",
                R"({"email":")" + std::string(email) + R"(","password":")" + password + "\"}",
                token);
  };
  EXPECT_EQ(text(json(remove("ada@example.com", "wrong")), "reason"), "password_wrong");
  EXPECT_EQ(json(remove("eve@example.com", kPassword)).at("errors").at(0).at("field"), "email");
  EXPECT_EQ(text(json(remove("ada@example.com", kPassword)), "reason"), "sole_owner");
  post("/v1/tenant/end", R"({"name":"Engines","password":")" + std::string(kPassword) + "\"}",
       token);
  EXPECT_EQ(remove("ada@example.com", kPassword).status, 204);
  EXPECT_EQ(send({"GET", "/v1/me", "", token}).status, 404);
  auto body = R"({"refresh_token":")" + text(tokens, "refresh_token") + "\"}";
  EXPECT_EQ(post("/v1/auth/refresh", body).status, 401);
  EXPECT_EQ(db.query("SELECT count(*) FROM members").integer(0, 0), 0);
  EXPECT_EQ(db.query("SELECT count(*) FROM api_keys").integer(0, 0), 0);
  EXPECT_EQ(db.query("SELECT name FROM tenants").text(0, 0), "") << "nobody was left in it";
}

class AuthApiWithMail : public AuthApi {
 protected:
  std::vector<std::string> more_settings() const override { return {"auth.email_code=on"}; }

  // Waits for the mail to the address, as its reader does.
  std::string mail_to(const std::string& address) {
    for (int i = 0; i < 1000; ++i) {
      db.await([]() -> Task<void> { co_await sleep_for(Duration(5ms)); }());
      std::error_code none;
      for (const auto& entry : std::filesystem::directory_iterator(db.folder() / "mail", none)) {
        if (entry.path().extension() != ".json") continue;
        std::ifstream file(entry.path());
        auto mail = parse_json(std::string(std::istreambuf_iterator<char>(file), {}));
        if (!mail || !mail->as_object().contains("to")) continue;
        if (to_text(mail->at("to")).find(address) != std::string::npos) return text(*mail, "text");
      }
    }
    ADD_FAILURE() << "no mail to " << address;
    return "";
  }
  net::ClientResponse ask(const std::string& email) {
    return post("/v1/auth/sign-up",
                R"({"email":")" + email + R"(","password":")" + kPassword + "\"}");
  }
};
ELEVAITE_ON_BOTH_DATABASES(AuthApiWithMail);

TEST_P(AuthApiWithMail, answers_a_taken_address_like_a_new_one) {
  auto first = ask("ada@example.com");
  ASSERT_EQ(first.status, 202) << first.body;
  auto mail = mail_to("ada@example.com");
  auto code = mail.substr(mail.find("code is ") + 8, 6);
  auto confirm = [&](const net::ClientResponse& begun, const std::string& typed) {
    return post("/v1/auth/sign-up/confirm",
                R"({"sign_up":")" + text(json(begun), "sign_up") + R"(","code":")" + typed + "\"}");
  };
  auto made = confirm(first, code);
  ASSERT_EQ(made.status, 201) << made.body;
  auto me = json(send({"GET", "/v1/me", "", text(json(made), "access_token")}));
  EXPECT_EQ(text(me, "email"), "ada@example.com");
  EXPECT_TRUE(me.at("email_verified").as_bool());

  std::filesystem::remove_all(db.folder() / "mail");
  std::filesystem::create_directories(db.folder() / "mail");
  auto taken = ask("ada@example.com");
  auto fresh = ask("eve@example.com");
  EXPECT_EQ(taken.status, fresh.status);
  EXPECT_EQ(taken.body.size(), fresh.body.size());
  auto names = [](const net::ClientResponse& answer) {
    std::vector<std::string> out;
    for (const auto& header : answer.headers) out.emplace_back(header.first);
    return out;
  };
  EXPECT_EQ(names(taken), names(fresh));
  EXPECT_NE(mail_to("ada@example.com").find("has an account already"), std::string::npos);
  EXPECT_NE(mail_to("eve@example.com").find("code is "), std::string::npos);
  auto wrong_of_taken = json(confirm(taken, "000000"));
  auto wrong_of_fresh = json(confirm(fresh, "000000"));
  EXPECT_EQ(text(wrong_of_taken, "reason"), "code_wrong");
  EXPECT_EQ(text(wrong_of_taken, "detail"), text(wrong_of_fresh, "detail"));
}

TEST_P(AuthApi, pages_through_api_keys) {
  auto token = text(sign_up(), "access_token");
  for (int i = 0; i < 5; ++i) {
    post("/v1/api-keys", R"({"name":"k)" + std::to_string(i) + "\"}", token);
  }
  std::vector<std::string> names;
  std::string cursor;
  do {
    auto page = json(send({"GET", "/v1/api-keys?limit=2" + cursor, "", token}));
    for (const Json& key : page.at("data").as_array()) names.push_back(text(key, "name"));
    cursor = text(page, "next_cursor");
    if (!cursor.empty()) cursor = "&cursor=" + cursor;
  } while (!cursor.empty());
  EXPECT_EQ(names, (std::vector<std::string>{"k4", "k3", "k2", "k1", "k0"}));
  EXPECT_EQ(send({"GET", "/v1/api-keys?cursor=nonsense", "", token}).status, 400);
}

TEST_P(AuthApi, names_the_members_of_ones_own_tenant_to_each_of_them) {
  auto ada = sign_up();
  auto eve = sign_up("eve@example.com");
  auto join = [&](const Json& person, const char* role) {
    db.query(
        "INSERT INTO members (id, tenant_id, user_id, role, created_at) VALUES ($1, $2, $3, $4, "
        "$5)",
        {Uuid::generate(), model::TenantId::parse(text(ada, "tenant_id")).value().uuid,
         model::UserId::parse(text(person, "user_id")).value().uuid, std::string(role),
         std::int64_t{0}});
  };
  auto bob = sign_up("bob@example.com");
  join(bob, "viewer");
  auto token = text(ada, "access_token");
  auto all = json(send({"GET", "/v1/members", "", token}));
  ASSERT_EQ(all.at("data").as_array().size(), 2u);
  EXPECT_EQ(text(all.at("data").at(0), "id"), text(ada, "user_id"));
  EXPECT_EQ(text(all.at("data").at(0), "role"), "owner");
  EXPECT_EQ(text(all.at("data").at(1), "email"), "bob@example.com");
  EXPECT_EQ(text(all.at("data").at(1), "role"), "viewer");
  EXPECT_TRUE(all.at("next_cursor").is_null());

  auto first = json(send({"GET", "/v1/members?limit=1", "", token}));
  EXPECT_EQ(first.at("data").as_array().size(), 1u);
  auto second =
      json(send({"GET", "/v1/members?limit=1&cursor=" + text(first, "next_cursor"), "", token}));
  EXPECT_EQ(text(second.at("data").at(0), "email"), "bob@example.com");
  EXPECT_TRUE(second.at("next_cursor").is_null());
  EXPECT_EQ(send({"GET", "/v1/members?cursor=nonsense", "", token}).status, 400);

  auto switched =
      post("/v1/tenants/" + text(ada, "tenant_id") + "/switch", "{}", text(bob, "access_token"));
  ASSERT_LT(switched.status, 300) << switched.body;
  EXPECT_EQ(send({"GET", "/v1/members", "", text(json(switched), "access_token")}).status, 200);
  auto foreign = send({"GET", "/v1/members", "", text(eve, "access_token")});
  EXPECT_EQ(json(foreign).at("data").as_array().size(), 1u);
  EXPECT_EQ(foreign.body.find("ada@example.com"), std::string::npos);
  EXPECT_EQ(send({"GET", "/v1/members"}).status, 401);
}

TEST_P(AuthApi, treats_another_tenants_ids_like_absent_ones) {
  auto ada = sign_up();
  auto eve = sign_up("eve@example.com");
  auto key = json(post("/v1/api-keys", R"({"name":"hers"})", text(eve, "access_token")));
  auto token = text(ada, "access_token");
  auto without_request_id = [&](Call call) {
    auto response = send(std::move(call));
    auto body = json(response);
    body.as_object().erase("request_id");
    return std::to_string(response.status) + to_text(body);
  };
  struct Pair {
    std::string method;
    std::string before;
    std::string foreign;
    std::string absent;
    std::string after;
  };
  for (const Pair& pair :
       {Pair{"DELETE", "/v1/api-keys/", text(key, "id"), model::ApiKeyId::generate().str(), ""},
        Pair{"POST", "/v1/api-keys/", text(key, "id"), model::ApiKeyId::generate().str(),
             "/rotate"},
        Pair{"DELETE", "/v1/me/sessions/", text(eve, "session_id"),
             model::SessionId::generate().str(), ""},
        Pair{"POST", "/v1/tenants/", text(eve, "tenant_id"), model::TenantId::generate().str(),
             "/switch"}}) {
    auto foreign =
        without_request_id({pair.method, pair.before + pair.foreign + pair.after, "", token});
    auto absent =
        without_request_id({pair.method, pair.before + pair.absent + pair.after, "", token});
    auto malformed = without_request_id({pair.method, pair.before + "x" + pair.after, "", token});
    EXPECT_EQ(foreign, absent);
    EXPECT_EQ(malformed, absent);
    EXPECT_TRUE(foreign.starts_with("404")) << foreign;
  }
}

TEST_P(AuthApi, refuses_forged_tokens) {
  auto tokens = sign_up();
  auto token = text(tokens, "access_token");
  auto claims = crypto::parse_token(token).value().claims;
  auto kid = crypto::parse_token(token).value().kid;
  auto stranger = crypto::Es256SigningKey::generate();
  auto none = crypto::base64url_encode(R"({"alg":"none","typ":"at+jwt","kid":")" + kid + "\"}") +
              "." + crypto::base64url_encode(to_text(claims)) + ".";
  auto header = crypto::base64url_encode(R"({"alg":"ES256","typ":"at+jwt","kid":")" + kid + "\"}");
  auto input = header + "." + crypto::base64url_encode(to_text(claims));
  auto wrong_key = input + "." + crypto::base64url_encode(stranger.sign(crypto::bytes_of(input)));
  auto changed = claims;
  changed["role"] = "owner";
  changed["tid"] = model::TenantId::generate().str();
  auto other_claims =
      header + "." + crypto::base64url_encode(to_text(changed)) + token.substr(token.rfind('.'));
  auto signed_with = [&](std::string_view name, Json value) {
    auto own = claims;
    own[name] = std::move(value);
    return crypto::sign_token(*app->signing_keys().current(), "at+jwt", own);
  };
  for (const auto& bad :
       {none, wrong_key, other_claims, crypto::sign_token(stranger, "at+jwt", claims),
        signed_with("aud", "other"), signed_with("iss", "other"), signed_with("exp", 1),
        signed_with("sub", "usr_x"), signed_with("role", "god"), std::string("x"),
        std::string(9000, 'a')}) {
    auto response = send({"GET", "/v1/me", "", bad});
    EXPECT_EQ(response.status, 401) << bad.substr(0, 200);
    EXPECT_EQ(response.headers.get("WWW-Authenticate"), "Bearer");
  }
  EXPECT_EQ(send({"GET", "/v1/me", "", token}).status, 200);
}

TEST_P(AuthApi, survives_hostile_bodies) {
  for (const char* path :
       {"/v1/auth/sign-up", "/v1/auth/sign-in", "/v1/auth/refresh", "/v1/auth/sign-out"}) {
    for (const std::string& body :
         {std::string("{"), std::string("null"), std::string("[]"), std::string("\"x\""),
          std::string(R"({"email":1,"password":true,"refresh_token":{}})"),
          std::string("{\"email\":\"\xff\"}"), std::string(10000, '['),
          std::string(R"({"unknown":1})"), std::string(R"({"email":"a@b.c","password":null})"),
          std::string(R"({"email":"\u0000","password":"\ud800"})")}) {
      auto response = send({"POST", path, body});
      EXPECT_TRUE(response.status == 400 || response.status == 401)
          << path << body << response.body;
    }
    auto large = post(path, "{\"email\":\"" + std::string(100000, 'x') + "\"}");
    EXPECT_EQ(large.status, 413) << large.body;
    auto plain = send({"POST", path, "{}", "", {{"Content-Type", "text/plain"}}});
    EXPECT_EQ(plain.status, 415) << path;
  }
}

TEST_P(AuthApi, keeps_a_browsers_refresh_token_in_a_cookie) {
  auto credentials =
      R"({"email":"ada@example.com","password":")" + std::string(kPassword) + R"(","cookie":true})";
  sign_up();
  auto refused =
      send({"POST", "/v1/auth/sign-in", credentials, "", {{"Origin", "https://evil.example"}}});
  EXPECT_EQ(refused.status, 403);
  auto signed_in = send({"POST", "/v1/auth/sign-in", credentials, "", {{"Origin", kOrigin}}});
  ASSERT_EQ(signed_in.status, 200) << signed_in.body;
  EXPECT_EQ(signed_in.headers.get("Access-Control-Allow-Origin"), kOrigin);
  EXPECT_EQ(text(json(signed_in), "refresh_token"), "");
  std::string set(signed_in.headers.get("Set-Cookie"));
  for (const char* attribute : {"HttpOnly", "Secure", "SameSite=Lax", "Path=/;"}) {
    EXPECT_NE(set.find(attribute), std::string::npos) << set;
  }
  auto cookie = set.substr(0, set.find(';'));
  for (const char* origin : {"", "https://evil.example", "null"}) {
    net::Headers headers{{"Cookie", cookie}};
    if (*origin != '\0') headers.add("Origin", origin);
    EXPECT_EQ(send({"POST", "/v1/auth/refresh", "{}", "", headers}).status, 403) << origin;
  }
  auto refreshed = send(
      {"POST", "/v1/auth/refresh", "{}", "", {{"Cookie", "a=b; " + cookie}, {"Origin", kOrigin}}});
  EXPECT_EQ(refreshed.status, 200) << refreshed.body;
  std::string next(refreshed.headers.get("Set-Cookie"));
  EXPECT_TRUE(next.starts_with("elevaite_refresh=elvr_")) << next;
  cookie = next.substr(0, next.find(';'));
  auto out = send({"POST", "/v1/auth/sign-out", "", "", {{"Cookie", cookie}, {"Origin", kOrigin}}});
  EXPECT_EQ(out.status, 204);
  EXPECT_NE(out.headers.get("Set-Cookie").find("Max-Age=0"), std::string_view::npos);
  EXPECT_EQ(send({"POST", "/v1/auth/refresh", "{}", "", {{"Cookie", cookie}, {"Origin", kOrigin}}})
                .status,
            401);
}

TEST_P(AuthApi, lists_and_ends_sessions) {
  auto first = sign_up();
  auto body = R"({"email":"ada@example.com","password":")" + std::string(kPassword) + "\"}";
  auto second = json(post("/v1/auth/sign-in", body));
  auto token = text(first, "access_token");
  auto listed = json(send({"GET", "/v1/me/sessions", "", token})).at("data").as_array();
  EXPECT_EQ(listed.size(), 2u);
  EXPECT_EQ(send({"DELETE", "/v1/me/sessions/" + text(second, "session_id"), "", token}).status,
            204);
  EXPECT_EQ(json(send({"GET", "/v1/me/sessions", "", token})).at("data").as_array().size(), 1u);
  auto tenants = json(send({"GET", "/v1/tenants", "", token})).at("data").as_array();
  ASSERT_EQ(tenants.size(), 1u);
  auto same = post("/v1/tenants/" + text(tenants[0], "id") + "/switch", "", token);
  EXPECT_EQ(same.status, 200) << same.body;
}

TEST_P(AuthApi, changes_a_password) {
  auto token = text(sign_up(), "access_token");
  auto body = [](std::string current, std::string next) {
    return R"({"current_password":")" + current + R"(","new_password":")" + next + "\"}";
  };
  EXPECT_EQ(post("/v1/me/password", body("wrong", "nine loud badgers sing"), token).status, 403);
  auto weak = post("/v1/me/password", body(kPassword, "password"), token);
  EXPECT_EQ(weak.status, 400);
  EXPECT_EQ(json(weak).at("errors").at(0).at("field"), "new_password");
  EXPECT_EQ(post("/v1/me/password", body(kPassword, "nine loud badgers sing"), token).status, 204);
}

TEST_P(AuthApi, tells_how_it_is) {
  EXPECT_EQ(send({"GET", "/healthz"}).status, 200);
  EXPECT_EQ(send({"GET", "/readyz"}).status, 200);
  EXPECT_NE(send({"GET", "/metrics"}).body.find("route=\"health\",status=\"2xx\""),
            std::string::npos);
  auto document = json(send({"GET", "/openapi.json"}));
  EXPECT_TRUE(document.at("paths").as_object().contains("/v1/auth/sign-in"));
  EXPECT_EQ(document, app->openapi());
}

// Every route that is not public must refuse who comes without a token, whatever the rest of the
// request is.
TEST_P(AuthApi, keeps_every_private_route_private) {
  auto document = app->openapi();
  for (const auto& path : document.at("paths").as_object()) {
    for (const auto& operation : path.value().as_object()) {
      if (operation.value().as_object().contains("security")) continue;
      std::string target(path.key());
      if (auto open = target.find('{'); open != std::string::npos) {
        target.replace(open, target.find('}') - open + 1, model::TenantId::generate().str());
      }
      std::string method(operation.key());
      for (char& c : method) c = static_cast<char>(c - 'a' + 'A');
      EXPECT_EQ(send({method, target}).status, 401) << method << " " << target;
    }
  }
}

}  // namespace
}  // namespace elevaite::test
