/// @file
/// A world of canned answers: DNS by "TYPE name", the web by "METHOD url". What is not there does
/// not exist.
#pragma once

#include "support/await.hpp"
#include "trace/walk.hpp"

#include <map>
#include <string>
#include <vector>

namespace fingerpost::test {

class FakeOutside final : public trace::Outside {
public:
    std::map<std::string, resolve::Answer> dns;
    std::map<std::string, Result<http::Reply>> web;
    std::vector<std::string> asked; ///< in order
    std::map<std::string, http::Call> calls;

    boost::asio::awaitable<resolve::Answer> ask(std::string name, resolve::Type type) override {
        const auto question = std::string(resolve::name(type)) + ' ' + name;
        asked.push_back(question);
        const auto found = dns.find(question);
        resolve::Answer none;
        none.outcome = resolve::Outcome::no_such_name;
        co_return found == dns.end() ? none : found->second;
    }

    boost::asio::awaitable<Result<http::Reply>> fetch(http::Call call) override {
        const auto question = call.method + ' ' + call.url.str();
        asked.push_back(question);
        calls[question] = call;
        const auto found = web.find(question);
        if (found != web.end()) co_return found->second;
        co_return Error{Errc::not_found, "DNS, " + call.url.host + ": no such name"};
    }

    void srv(const std::string& name, std::vector<resolve::Srv> records) {
        auto& answer = dns["SRV " + name];
        answer.outcome = resolve::Outcome::found;
        for (auto& record : records)
            answer.records.push_back({name, resolve::Type::srv, 300, std::move(record)});
    }
    void txt(const std::string& name, const std::string& text) {
        auto& answer = dns["TXT " + name];
        answer.outcome = resolve::Outcome::found;
        answer.records.push_back({name, resolve::Type::txt, 300, text});
    }
    void mx(const std::string& name, std::uint16_t preference, const std::string& host) {
        auto& answer = dns["MX " + name];
        answer.outcome = resolve::Outcome::found;
        answer.records.push_back({name, resolve::Type::mx, 300, resolve::Mx{preference, host}});
    }
    void time_out(const std::string& question) {
        dns[question] = resolve::unknown(resolve::Failure::timeout, "timed out");
    }
    void answer(
        const std::string& question,
        const std::string& body,
        const std::string& type = "text/xml; charset=utf-8",
        int status = 200
    ) {
        http::Reply reply;
        reply.status = status;
        if (!type.empty()) reply.headers.emplace_back("content-type", type);
        reply.body = body;
        reply.peer = "192.0.2.1 port 443";
        web.insert_or_assign(question, reply);
    }
    void redirect(const std::string& question, const std::string& to, int status = 302) {
        http::Reply reply;
        reply.status = status;
        reply.headers.emplace_back("location", to);
        reply.peer = "192.0.2.1 port 443";
        web.insert_or_assign(question, reply);
    }
    void fail(const std::string& question, Errc code) {
        web.insert_or_assign(question, Error{code, "192.0.2.1 port 443: it failed"});
    }

    trace::Trace
    walk(const char* client, bool third_parties = false, const char* address = "jane@example.com") {
        trace::WalkOptions options;
        options.third_parties = third_parties;
        options.lottery = [](std::uint32_t) { return 0; };
        const auto* row = trace::find_client(client);
        return await(trace::walk(*row, Address::parse(address).value(), *this, options));
    }
};

/// The verdicts and the questions, one line a step.
inline std::string steps_of(const trace::Trace& trace) {
    std::string text;
    for (const auto& step : trace.steps)
        text += std::string(name(step.verdict)) + ": " + step.what + '\n';
    return text;
}

/// `document` with the first `from` replaced.
inline std::string with(std::string document, const std::string& from, const std::string& to) {
    const auto at = document.find(from);
    return at == document.npos ? "\"" + from + "\" is not there"
                               : document.replace(at, from.size(), to);
}

inline const std::string autoconfig_document = R"(<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1">
  <emailProvider id="example.com">
    <domain>example.com</domain>
    <displayName>Example Mail</displayName>
    <incomingServer type="imap">
      <hostname>imap.example.com</hostname>
      <port>993</port>
      <socketType>SSL</socketType>
      <username>%EMAILADDRESS%</username>
      <authentication>password-cleartext</authentication>
    </incomingServer>
    <incomingServer type="pop3">
      <hostname>pop.example.com</hostname>
      <port>995</port>
      <socketType>SSL</socketType>
      <username>%EMAILADDRESS%</username>
      <authentication>password-cleartext</authentication>
    </incomingServer>
    <outgoingServer type="smtp">
      <hostname>smtp.example.com</hostname>
      <port>587</port>
      <socketType>STARTTLS</socketType>
      <username>%EMAILADDRESS%</username>
      <authentication>password-cleartext</authentication>
    </outgoingServer>
  </emailProvider>
</clientConfig>
)";

inline const std::string pox_document = R"(<?xml version="1.0" encoding="utf-8"?>
<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">
  <Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a">
    <Account>
      <AccountType>email</AccountType>
      <Action>settings</Action>
      <Protocol>
        <Type>IMAP</Type><Server>imap.example.com</Server><Port>993</Port>
        <LoginName>jane@example.com</LoginName><SPA>off</SPA><SSL>on</SSL><Encryption>SSL</Encryption>
      </Protocol>
      <Protocol>
        <Type>SMTP</Type><Server>smtp.example.com</Server><Port>587</Port>
        <LoginName>jane@example.com</LoginName><SPA>off</SPA><SSL>on</SSL><Encryption>TLS</Encryption>
      </Protocol>
    </Account>
  </Response>
</Autodiscover>
)";

} // namespace fingerpost::test
