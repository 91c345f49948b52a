#include "trace/autoconfig_reader.hpp"

#include "support/fake_outside.hpp"
#include "trace/client.hpp"
#include "trace/words.hpp"

#include <gtest/gtest.h>

namespace fingerpost::trace {

namespace {

using test::autoconfig_document;
using test::with;

const Address jane{"jane", "example.com"};
const char* const everyone[] = {
    "thunderbird", "thunderbird-android", "evolution", "kmail", "geary", "fairemail", "deltachat"};

Result<Settings>
read(const char* client, const std::string& document, std::string_view type = "text/xml") {
    return read_autoconfig(*find_client(client)->documents, type, document, jane);
}

/// Who refuses, and the reason of the last.
std::string who_refuses(const std::string& document) {
    std::string names;
    for (const auto* client : everyone)
        if (!read(client, document)) names += std::string(names.empty() ? "" : " ") + client;
    return names;
}

std::string why(const char* client, const std::string& document) {
    const auto found = read(client, document);
    return found ? "accepted" : found.error().what;
}

std::string incoming(const char* client, const std::string& document) {
    const auto found = read(client, document);
    return found && found->incoming ? summary(*found->incoming) : "none";
}

std::string user(const char* client, const std::string& document) {
    const auto found = read(client, document);
    return found && found->incoming ? found->incoming->user_name : "none";
}

/// The document with its IMAP section moved behind the POP3 section.
std::string pop3_first() {
    const auto begins = autoconfig_document.find("<incomingServer type=\"imap\"");
    const auto pop3 = autoconfig_document.find("<incomingServer type=\"pop3\"");
    const auto ends = autoconfig_document.find("<outgoingServer");
    const auto imap = autoconfig_document.substr(begins, pop3 - begins);
    return autoconfig_document.substr(0, begins) + autoconfig_document.substr(pop3, ends - pop3) +
           imap + autoconfig_document.substr(ends);
}

} // namespace

TEST(AutoconfigReader, a_careful_document_pleases_every_client) {
    EXPECT_EQ(who_refuses(autoconfig_document), "");
    for (const auto* client : everyone) {
        const auto found = read(client, autoconfig_document);
        ASSERT_TRUE(found && found->mail()) << client;
        EXPECT_EQ(summary(*found->incoming), "imap imap.example.com port 993, TLS") << client;
        EXPECT_EQ(summary(*found->outgoing), "smtp smtp.example.com port 587, STARTTLS") << client;
        EXPECT_EQ(found->incoming->user_name, "jane@example.com") << client;
    }
}

TEST(AutoconfigReader, only_thunderbird_looks_at_the_content_type) {
    for (const auto* client : everyone) {
        const bool refuses = client == std::string_view("thunderbird");
        EXPECT_EQ(bool(read(client, autoconfig_document, "text/html")), !refuses) << client;
        EXPECT_TRUE(read(client, autoconfig_document, "application/xml; charset=utf-8")) << client;
    }
    EXPECT_EQ(
        read("thunderbird", autoconfig_document, "text/html").error().what,
        "Content-Type text/html: only text/xml, application/xml and text/rdf are read"
    );
}

TEST(AutoconfigReader, plain_socket_type_costs_android_the_document) {
    const auto plain = with(autoconfig_document, "<socketType>SSL<", "<socketType>plain<");
    EXPECT_EQ(who_refuses(plain), "thunderbird-android");
    EXPECT_EQ(
        why("thunderbird-android", plain), "imap: socketType \"plain\", known are SSL STARTTLS"
    );
    EXPECT_EQ(incoming("thunderbird", plain), "imap imap.example.com port 993, no TLS");
}

TEST(AutoconfigReader, an_odd_socket_type_means_something_else_to_each) {
    const auto odd = with(autoconfig_document, "<socketType>SSL<", "<socketType>TLS<");
    EXPECT_EQ(who_refuses(odd), "thunderbird-android");
    EXPECT_EQ(incoming("thunderbird", odd), "pop3 pop.example.com port 995, TLS");
    EXPECT_EQ(incoming("evolution", odd), "imap imap.example.com port 993, no TLS");
    EXPECT_EQ(incoming("geary", odd), "imap imap.example.com port 993, no TLS");
    EXPECT_EQ(incoming("deltachat", odd), "imap imap.example.com port 993, TLS or STARTTLS");
    EXPECT_EQ(incoming("fairemail", odd), "imap imap.example.com port 993, TLS");
}

TEST(AutoconfigReader, a_port_that_is_none_lets_pop3_win_or_costs_the_document) {
    const auto bad = with(autoconfig_document, "<port>993<", "<port>99999<");
    EXPECT_EQ(incoming("thunderbird", bad), "pop3 pop.example.com port 995, TLS");
    EXPECT_EQ(incoming("kmail", bad), "pop3 pop.example.com port 995, TLS");
    for (const auto* client : {"thunderbird-android", "geary", "fairemail"})
        EXPECT_EQ(why(client, bad), "imap: port \"99999\" is none") << client;
    EXPECT_EQ(incoming("deltachat", bad), "none");
}

TEST(AutoconfigReader, some_read_the_first_section_only) {
    EXPECT_EQ(who_refuses(pop3_first()), "geary fairemail");
    EXPECT_EQ(why("geary", pop3_first()), "the first incomingServer is \"pop3\", not imap");
    EXPECT_EQ(incoming("thunderbird", pop3_first()), "pop3 pop.example.com port 995, TLS");
    EXPECT_EQ(incoming("thunderbird-android", pop3_first()), "imap imap.example.com port 993, TLS");
    EXPECT_EQ(incoming("evolution", pop3_first()), "imap imap.example.com port 993, TLS");
}

TEST(AutoconfigReader, evolution_takes_the_last_of_a_type) {
    const auto section = autoconfig_document.find("<incomingServer type=\"imap\"");
    const auto length = autoconfig_document.find("<incomingServer type=\"pop3\"") - section;
    const auto second =
        with(autoconfig_document.substr(section, length), "imap.example.com", "imap2.example.com");
    auto two = autoconfig_document;
    two.insert(section + length, second);
    EXPECT_EQ(incoming("evolution", two), "imap imap2.example.com port 993, TLS");
    for (const auto* client : {"thunderbird", "thunderbird-android", "kmail", "geary", "fairemail"})
        EXPECT_EQ(incoming(client, two), "imap imap.example.com port 993, TLS") << client;
}

TEST(AutoconfigReader, evolution_takes_no_other_attribute_on_a_section) {
    const auto more = with(autoconfig_document, "type=\"smtp\"", "type=\"smtp\" id=\"1\"");
    EXPECT_EQ(why("evolution", more), "outgoingServer with an attribute besides type");
    EXPECT_EQ(incoming("thunderbird", more), "imap imap.example.com port 993, TLS");
}

TEST(AutoconfigReader, evolution_puts_the_name_it_asked_with_right) {
    const auto asked = with(autoconfig_document, "%EMAILADDRESS%", "EVOLUTIONUSER@example.com");
    EXPECT_EQ(user("evolution", asked), "jane@example.com");
    EXPECT_EQ(user("thunderbird", asked), "EVOLUTIONUSER@example.com");
}

TEST(AutoconfigReader, blanks_inside_a_value_stay_there_for_most) {
    const auto blank = with(autoconfig_document, "imap.example.com<", "imap.example.com\n<");
    EXPECT_EQ(
        why("thunderbird-android", blank), "imap: blanks around the hostname are not taken off"
    );
    EXPECT_EQ(why("geary", blank), "imap: blanks around the hostname are not taken off");
    EXPECT_EQ(incoming("thunderbird", blank), "imap imap.example.com port 993, TLS");
    EXPECT_EQ(incoming("deltachat", blank), "imap imap.example.com port 993, TLS");
}

TEST(AutoconfigReader, the_provider_and_its_domain_matter_to_thunderbirds) {
    const auto no_domain = with(autoconfig_document, "<domain>example.com</domain>", "");
    EXPECT_EQ(who_refuses(no_domain), "thunderbird thunderbird-android");
    const auto placeholder =
        with(autoconfig_document, "id=\"example.com\"", "id=\"%EMAILDOMAIN%\"");
    EXPECT_EQ(who_refuses(placeholder), "thunderbird-android");
    const auto words = with(autoconfig_document, "id=\"example.com\"", "id=\"Example Mail\"");
    EXPECT_EQ(who_refuses(words), "thunderbird thunderbird-android");
}

TEST(AutoconfigReader, each_knows_its_own_logins) {
    const auto oauth = with(autoconfig_document, ">password-cleartext<", ">OAuth2<");
    EXPECT_EQ(incoming("thunderbird", oauth), "pop3 pop.example.com port 995, TLS");
    EXPECT_EQ(read("thunderbird-android", oauth)->incoming->authentication, "OAuth2");
    const auto both = with(
        autoconfig_document,
        ">password-cleartext<",
        ">password-cleartext</authentication><authentication>password-encrypted<"
    );
    EXPECT_EQ(read("thunderbird", both)->incoming->authentication, "password-cleartext");
    EXPECT_EQ(read("kmail", both)->incoming->authentication, "password-encrypted");
    const auto odd = with(autoconfig_document, ">password-cleartext<", ">plain<");
    EXPECT_EQ(who_refuses(odd), "thunderbird-android");
}

TEST(AutoconfigReader, sending_without_a_login_needs_no_user_name) {
    auto open = autoconfig_document;
    const auto smtp = open.find("<outgoingServer");
    open = open.substr(0, smtp) + with(open.substr(smtp), ">password-cleartext<", ">none<");
    open =
        open.substr(0, smtp) + with(open.substr(smtp), "<username>%EMAILADDRESS%</username>", "");
    EXPECT_TRUE(read("thunderbird", open));
    EXPECT_NE(why("thunderbird-android", open), "accepted");
}

TEST(AutoconfigReader, user_names_are_read_in_each_clients_way) {
    const auto mixed = with(autoconfig_document, "%EMAILADDRESS%", "%EMAILLOCALPART%@mail");
    EXPECT_EQ(user("thunderbird", mixed), "jane@mail");
    EXPECT_EQ(user("geary", mixed), "jane@example.com");
    EXPECT_EQ(user("fairemail", mixed), "jane@example.com") << "the last of the document wins";
    const auto web_mail = with(
        autoconfig_document,
        "</clientConfig>",
        "<webMail><loginPageInfo><username>%EMAILLOCALPART%</username></loginPageInfo></webMail>"
        "</clientConfig>"
    );
    EXPECT_EQ(user("fairemail", web_mail), "jane");
    EXPECT_EQ(user("thunderbird", web_mail), "jane@example.com");
    const auto nobody = with(autoconfig_document, "<username>%EMAILADDRESS%</username>", "");
    EXPECT_EQ(why("thunderbird-android", nobody), "imap: no username");
    EXPECT_EQ(incoming("thunderbird", nobody), "pop3 pop.example.com port 995, TLS");
}

TEST(AutoconfigReader, placeholders_in_host_names_are_beyond_two) {
    const auto host = with(autoconfig_document, "imap.example.com", "imap.%EMAILDOMAIN%");
    EXPECT_EQ(who_refuses(host), "geary fairemail");
}

TEST(AutoconfigReader, one_direction_is_enough_for_some) {
    auto receiving = autoconfig_document;
    const auto begins = receiving.find("<outgoingServer");
    const auto ends = receiving.find("</outgoingServer>") + 17;
    receiving.erase(begins, ends - begins);
    EXPECT_EQ(who_refuses(receiving), "thunderbird thunderbird-android geary fairemail");
    EXPECT_FALSE(read("kmail", receiving)->outgoing);
}

TEST(AutoconfigReader, names_in_any_case_please_only_one) {
    auto shouting = with(autoconfig_document, "<clientConfig version", "<CLIENTCONFIG version");
    shouting = with(shouting, "</clientConfig>", "</CLIENTCONFIG>");
    EXPECT_EQ(
        who_refuses(shouting), "thunderbird thunderbird-android evolution kmail geary fairemail"
    );
}

TEST(AutoconfigReader, what_is_no_document_pleases_nobody) {
    for (const auto* text : {"", "<html><body>Not here</body></html>", "<clientConfig/>", "{}"})
        for (const auto* client : everyone)
            EXPECT_FALSE(read(client, text)) << client << ' ' << text;
}

TEST(Words, are_found_whole) {
    EXPECT_TRUE(has_word("SSL STARTTLS", "SSL"));
    EXPECT_FALSE(has_word("SSL STARTTLS", "TLS"));
    EXPECT_FALSE(has_word("SSL", ""));
}

} // namespace fingerpost::trace
