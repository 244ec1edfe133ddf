#include <string_view>
#include <unordered_set>

#include "identity/password_policy.hpp"

namespace elevaite::identity {
namespace {

// password_policy.cpp looks up whole passwords, what they repeat, and what is left of them without
// leading and trailing digits and signs.
constexpr std::string_view kWords = R"(
0123456789 0987654321 112233 11223344 1122334455 123123 123123123 12345 123456 1234567 12345678
123456789 1234567890 123456789012345 1234567890123456 12345678910 1234567891011 123456789101112
1234qwer 123abc 123qwe 123qweasd 123qweasdzxc 147258369 147852369 159357 1a2b3c4d 1a2b3c4d5e
1q2w3e 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1q2w3e4r5t6y7u8i9o0p 1qaz2wsx 1qaz2wsx3edc
1qaz2wsx3edc4rfv 1qaz2wsx3edc4rfv5tgb 31415926535 3141592653589 314159265358979
314159265358979323846 696969 741852963 789456123 987654321 999999999 a1b2c3 a1b2c3d4 a1b2c3d4e5
a1b2c3d4e5f6 aaaaaa abc123 abcabc abcd1234 abcdef abcdefg access accessdenied accessgranted admin
adminadmin administrator administratoradministrator agent agentstudio alexander amanda amazon
america andrew android angel anthony apple april arsenal asd123 asdasd asdf asdfasdf asdfgh
asdfghjkl asdfghjklzxcvbnm ashley asshole august australia automation autumn azerty azertyuiop
bailey banana barcelona baseball basketball batman bears bella benjamin berlin bestfriend
bestfriends bitch bless blessed blessing bonita boston brasil broncos buddy business buster
butterfly california canada carpediem changeit changeme changemenow charlie cheese chelsea chicago
china chloe chocolate christian christopher company companyname computer contrasena cookie cooper
correctbatteryhorsestaple correcthorse correcthorsebattery correcthorsebatterystaple corvette
cowboys cupcake daisy dallascowboys daniel database december default demo demodemo director donald
dragon eagle eagles elevaite elizabeth england estrella example facebook faith falcon family
february ferrari florida flower football forever fortnite freedom friday friends fuckoff fuckyou
gandalf george giants ginger godisgood golfer goodluck goodmorning goodnight google guest
guestguest hakunamatata hannah happiness happybirthday happynewyear harley harrypotter heaven
hello hellokitty hellothere helloworld hermosa hockey hogwarts honda hunter iamawesome iamthebest
ilikecheese ilovegod ilovemycat ilovemydog ilovemyfamily ilovemyself iloveyou iloveyouforever
iloveyoumom iloveyousomuch india instagram internet iphone ironman jack january japan jasmine
jennifer jessica jesus jesuschrist jesusislord jesuslovesme jordan joshua july june juventus
killer lakers letmein letmeinplease lightning linkedin livelaughlove liverpool login loginlogin
london lordoftherings loremipsum loremipsumdolor loremipsumdolorsitamet lovely loveme loveyou
lucky maggie manager manchester manchesterunited march mariposa master matrix matthew max
maytheforcebewithyou maythefourcebewithyou mercedes merlin merrychristmas mexico michael michelle
mickey microsoft minecraft minnie molly monday monkey motdepasse mustang mylove mypassword mysql
naruto netflix nevergonnagiveyouup newpassword newyork newyorkcity nicole nopassword nothing
november october office oldpassword onceuponatime open opensesame oracle orange packers paris
parola pass pass1234 passcode passpass passphrase passport passw0rd password passwordpassword
passwort peanut pepper phoenix pincode platform pokemon porsche postgres postgresql princesa
princess q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6 qazwsx qazwsxedc qazwsxedcrfv qazwsxedcrfvtgb
qazwsxedcrfvtgbyhn qqqqqq qwe123 qweasd qweasdzxc qwer qwer1234 qwert qwerty qwertyuiop
qwertyuiopasdfghjkl qwertyuiopasdfghjklzxcvbnm qwertz qwertzuiop raiders rainbow ranger realmadrid
redsox robert roblox rocky root rootroot russia samantha sample samsung secret secure security
senha september server service shadow signin signup snoopy soccer sophie soyelmejor spiderman
spring startrek starwars starwarsfan steelers stephanie studio summer sunshine
supercalifragilistic supercalifragilisticexpialidocious superman supersecret superuser sweetheart
system teamo teamomucho temp temporary temppass temppassword tennis tequiero test testaccount
tester testing testpassword testtest texas thepassword thequickbrownfox thequickbrownfoxjumps
thequickbrownfoxjumpsoverthelazydog thisismypassword thomas thunder tiger tigger tobeornottobe
toor topsecret toyota trustno trustnoone twitter user useruser victoria welcome whatever whoami
whocares william windows winter winteriscoming wizard workflow wwwwww xxxxxx yamaha yankees
yourpassword youtube zaq12wsx zaq1zaq1 zaqxsw zaqxswcde zxcv zxcvbnm zxczxc zzzzzz
)";

}  // namespace

bool is_common_password_word(std::string_view word) {
  static const auto words = [] {
    std::unordered_set<std::string_view> set;
    std::string_view rest = kWords;
    while (true) {
      auto start = rest.find_first_not_of(" \n");
      if (start == std::string_view::npos) return set;
      rest.remove_prefix(start);
      auto found = rest.substr(0, rest.find_first_of(" \n"));
      set.insert(found);
      rest.remove_prefix(found.size());
    }
  }();
  return words.contains(word);
}

}  // namespace elevaite::identity
