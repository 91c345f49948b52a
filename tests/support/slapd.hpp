/// @file
/// A real LDAP server of its own on 127.0.0.1, with a certificate for that address of an authority
/// made for it. The same for the scenarios: slapd.py.
#pragma once

#include "catalog/ldap_server.hpp"
#include "support/program.hpp"
#include "support/scratch.hpp"

#include <netinet/in.h>
#include <sys/socket.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <thread>

namespace fingerpost::test {

/// A TCP socket on 127.0.0.1 and a free port: bound, and perhaps listening without ever answering.
class Loopback {
public:
    explicit Loopback(bool listening) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const plain = reinterpret_cast<sockaddr*>(&address);
        EXPECT_EQ(::bind(socket_, plain, size), 0);
        EXPECT_EQ(::getsockname(socket_, plain, &size), 0);
        EXPECT_EQ(listening ? ::listen(socket_, 4096) : 0, 0);
        port_ = ntohs(address.sin_port);
    }
    ~Loopback() { ::close(socket_); }
    Loopback(const Loopback&) = delete;
    Loopback& operator=(const Loopback&) = delete;
    int port() const { return port_; }
    int descriptor() const { return socket_; }

private:
    int socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int port_ = 0;
};

constexpr const char* people = R"(dn: dc=example,dc=com
objectClass: domain
dc: example

dn: cn=jane,dc=example,dc=com
objectClass: inetOrgPerson
cn: Jane Doe
sn: Doe
uid: jdoe
mail: jane@example.com

dn: cn=odd,dc=example,dc=com
objectClass: inetOrgPerson
cn:: SsO8cmdlbg==
sn: Odd
uid: odd
mail: a(b)c*\@example.com

dn: cn=nologin,dc=example,dc=com
objectClass: inetOrgPerson
cn: No Login
sn: Login
mail: nologin@example.com
)";

/// Needs slapd and openssl: FINGERPOST_NEEDS_PROGRAM.
class Slapd {
public:
    Slapd() {
        make_certificates();
        const auto folder = scratch_.path().string();
        scratch_.write(
            "slapd.conf",
            "include /etc/ldap/schema/core.schema\ninclude /etc/ldap/schema/cosine.schema\n"
            "include /etc/ldap/schema/inetorgperson.schema\nmodulepath /usr/lib/ldap\n"
            "moduleload back_mdb\npidfile " +
                folder + "/pid\nTLSCertificateFile " + folder +
                "/server.pem\nTLSCertificateKeyFile " + folder +
                "/server.key\ndatabase mdb\nsuffix dc=example,dc=com\ndirectory " + folder +
                "\nmaxsize 10485760\nrootdn cn=reader,dc=example,dc=com\nrootpw secret\n"
                "access to * by * read\n"
        );
        const auto ldif = scratch_.write("people.ldif", people).string();
        EXPECT_EQ(run({"slapadd", "-f", folder + "/slapd.conf", "-l", ldif}, scratch_ / "add"), 0);
        start();
    }

    void start() {
        const auto port = [](int number) { return std::to_string(number) + "/"; };
        const std::string host = "127.0.0.1:";
        program_ = std::make_unique<Program>(
            std::vector<std::string>{
                find_program("slapd"),
                "-d",
                "0",
                "-f",
                (scratch_ / "slapd.conf").string(),
                "-h",
                "ldap://" + host + port(plain_port_) + " ldaps://" + host + port(tls_port_) +
                    " ldaps://127.0.0.2:" + port(tls_port_)},
            scratch_ / "log"
        );
        while (!answers(plain_port_) && !program_->ended())
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        EXPECT_FALSE(program_->ended()) << "slapd did not start";
    }
    void stop() { program_.reset(); }

    LdapServer plain() const { return server(plain_port_, false); }
    LdapServer tls() const { return server(tls_port_, true); }
    std::string ca_file() const { return (scratch_ / "ca.pem").string(); }
    const Scratch& scratch() const { return scratch_; }

private:
    static int free_port() { return Loopback(false).port(); }

    static bool answers(int port) {
        const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        const auto* const plain = reinterpret_cast<const sockaddr*>(&address);
        const bool open = ::connect(socket, plain, sizeof address) == 0;
        ::close(socket);
        return open;
    }

    static LdapServer server(int port, bool tls) {
        LdapServer server;
        server.id = 1;
        server.name = "127.0.0.1";
        server.port = port;
        server.use_ssl = tls;
        server.search_base = "dc=example,dc=com";
        return server;
    }

    void make_certificates() const {
        const auto file = [this](const char* name) { return (scratch_ / name).string(); };
        const std::string key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes ";
        scratch_.write("names", "subjectAltName=IP:127.0.0.1\n");
        const std::string script =
            "cd '" + scratch_.path().string() + "' && openssl req -x509 -days 2 -subj /CN=CA " +
            "-addext basicConstraints=critical,CA:TRUE " + key +
            "-keyout ca.key -out ca.pem && openssl req -subj /CN=server " + key +
            "-keyout server.key -out server.csr && openssl x509 -req -days 2 -in server.csr "
            "-CA ca.pem -CAkey ca.key -extfile names -out server.pem";
        EXPECT_EQ(run({"sh", "-c", script}, file("openssl.log")), 0);
    }

    Scratch scratch_;
    int plain_port_ = free_port();
    int tls_port_ = free_port();
    std::unique_ptr<Program> program_;
};

} // namespace fingerpost::test
