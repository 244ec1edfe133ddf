#include "http/web/site_index.hpp"

#include "http/web/site_fixture_test.hpp"

namespace elevaite::http::web {
namespace {

class SiteIndexTest : public testing::Test {
 protected:
  TemporarySite site;

  SiteIndex read() { return SiteIndex::read(site.folder()).value(); }
  // The file that answers, by its content's place on disk; "" for none.
  std::string found(SiteIndex& index, std::string_view path) {
    const SiteFile* file = index.find(path);
    return file == nullptr ? "" : file->forms.back().disk_path.substr(site.folder().size());
  }
  std::string refusal() {
    auto index = SiteIndex::read(site.folder());
    return index ? "" : index.error().message;
  }
};

TEST_F(SiteIndexTest, finds_files_pages_and_folders) {
  for (const char* path : {"/index.html", "/agents.html", "/docs/index.html", "/icon.svg"}) {
    site.write(path, "x");
  }
  auto index = read();
  EXPECT_EQ(found(index, "/"), "/index.html");
  EXPECT_EQ(found(index, "/index"), "/index.html");
  EXPECT_EQ(found(index, "/agents"), "/agents.html");
  EXPECT_EQ(found(index, "/agents.html"), "/agents.html");
  EXPECT_EQ(found(index, "/docs"), "/docs/index.html");
  EXPECT_EQ(found(index, "/icon.svg"), "/icon.svg");
  EXPECT_EQ(index.find("/icon.svg")->content_type, "image/svg+xml");
  for (const char* path : {"", "/agents/", "/Agents", "agents", "/docs/", "//agents", "/icon"}) {
    EXPECT_EQ(found(index, path), "") << path;
  }
}

TEST_F(SiteIndexTest, matches_one_id_for_each_blank_of_a_route) {
  site.write("/agents/_.html", "x");
  site.write("/agents/_.txt", "x");
  site.write("/agents/_/studio.html", "x");
  site.write("/agents/_/runs/_.html", "x");
  site.write("/routes.json", R"([
    {"pattern":"/agents/[agent]/studio","file":"/agents/_/studio.html"},
    {"pattern":"/agents/[agent]","file":"/agents/_.html"},
    {"pattern":"/agents/[agent].txt","file":"/agents/_.txt"},
    {"pattern":"/agents/[agent]/runs/[run]","file":"/agents/_/runs/_.html"}])");
  auto index = read();
  EXPECT_EQ(found(index, "/agents/agt_01-x~9"), "/agents/_.html");
  EXPECT_EQ(found(index, "/agents/a.txt"), "/agents/_.txt");
  EXPECT_EQ(found(index, "/agents/a/studio"), "/agents/_/studio.html");
  EXPECT_EQ(found(index, "/agents/a/runs/b"), "/agents/_/runs/_.html");
  for (const char* path :
       {"/agents/", "/agents/a.js", "/agents/a/b", "/agents/a/runs/", "/agents/a/studio/x",
        "/agents/..", "/agents/a b", "/agents/a/runs/b/c", "/x/agents/a", "/routes.json"}) {
    EXPECT_EQ(found(index, path), "") << path;
  }
}

TEST_F(SiteIndexTest, keeps_compressed_forms_beside_their_file) {
  for (const char* path : {"/a.js", "/a.js.br", "/a.js.gz", "/b.js", "/data.gz"}) {
    site.write(path, "x");
  }
  auto index = read();
  EXPECT_EQ(index.size(), 3u);
  auto& forms = index.find("/a.js")->forms;
  EXPECT_TRUE(forms[0].disk_path.ends_with("/a.js.br"));
  EXPECT_TRUE(forms[1].disk_path.ends_with("/a.js.gz"));
  EXPECT_EQ(found(index, "/a.js.br"), "");
  EXPECT_TRUE(index.find("/b.js")->forms[0].disk_path.empty());
  EXPECT_EQ(found(index, "/data.gz"), "/data.gz");
}

TEST_F(SiteIndexTest, leaves_out_hidden_files_and_links) {
  site.write("/a.html", "x");
  site.write("/.env", "secret");
  site.write("/.git/config", "secret");
  std::filesystem::create_symlink("/etc/hostname", site.folder() + "/host.txt");
  std::filesystem::create_directory_symlink("/etc", site.folder() + "/etc");
  EXPECT_EQ(read().size(), 1u);
}

TEST_F(SiteIndexTest, says_what_is_wrong_with_an_export) {
  EXPECT_EQ(SiteIndex::read(site.folder() + "/none").error().code, ErrorCode::not_found);
  site.write("/a.html", "x");
  for (const char* routes :
       {"{}", "nonsense", "[1]", R"([{"pattern":"/a/[x]","file":"/../etc/passwd"}])",
        R"([{"pattern":"a/[x]","file":"/a.html"}])", R"([{"pattern":"/[x]y","file":"/a.html"}])",
        R"([{"pattern":"/[x][y]","file":"/a.html"}])", R"([{"pattern":"/[x","file":"/a.html"}])"}) {
    site.write("/routes.json", routes);
    EXPECT_NE(refusal(), "") << routes;
  }
  site.write("/routes.json", "[]");
  EXPECT_EQ(refusal(), "");
}

}  // namespace
}  // namespace elevaite::http::web
