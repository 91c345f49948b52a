#include "resolve/record_data.hpp"

#include "support/dns_message.hpp"

#include <gtest/gtest.h>

namespace fingerpost::resolve {

namespace {

using test::be16;
using test::be32;
using test::wire_name;

template <class T>
T read(Type type, const std::string& wire) {
    Cursor cursor(wire);
    const auto data = read_data(cursor, type, wire.size());
    EXPECT_FALSE(cursor.failed());
    EXPECT_EQ(cursor.at(), wire.size());
    const auto* found = std::get_if<T>(&data);
    EXPECT_TRUE(found);
    return found ? *found : T{};
}

/// No octets that are cut off or one too many pass as this type.
void expect_exact(Type type, const std::string& wire) {
    for (const auto& wrong : {wire.substr(0, wire.size() - 1), wire + "x"}) {
        Cursor cursor(wrong);
        read_data(cursor, type, wrong.size());
        EXPECT_TRUE(cursor.failed() || cursor.at() != wrong.size()) << name(type);
    }
}

} // namespace

TEST(RecordData, every_type_is_read) {
    const auto soa = wire_name("ns.test") + wire_name("h.test") + be32(1) + be32(2) + be32(3) +
                     be32(4) + be32(5);
    EXPECT_EQ(read<Soa>(Type::soa, soa), (Soa{"ns.test", "h.test", 1, 2, 3, 4, 5}));
    EXPECT_EQ(read<Tlsa>(Type::tlsa, "\3\1\1ab"), (Tlsa{3, 1, 1, "ab"}));
    EXPECT_EQ(read<Caa>(Type::caa, "\x80\5issueca.test"), (Caa{128, "issue", "ca.test"}));
    EXPECT_EQ(read<Ds>(Type::ds, be16(4711) + "\x0D\2ab"), (Ds{4711, 13, 2, "ab"}));
    EXPECT_EQ(read<Dnskey>(Type::dnskey, be16(257) + "\3\x0Dkey"), (Dnskey{257, 3, 13, "key"}));
    const auto sig = be16(15) + "\x0D\2" + be32(300) + be32(20) + be32(10) + be16(4711) +
                     wire_name("Example.com") + "signature";
    EXPECT_EQ(read<Rrsig>(Type::rrsig, sig), (Rrsig{15, 13, 2, 300, 20, 10, 4711, "example.com"}));
    EXPECT_EQ(read<std::string>(Type::spf, "\3v=s\3pf1"), "v=spf1");
    EXPECT_EQ(read<std::string>(Type::dname, wire_name("b.test")), "b.test");
}

TEST(RecordData, has_its_exact_length) {
    expect_exact(Type::a, std::string("\xC0\x00\x02\x01", 4));
    expect_exact(Type::aaaa, std::string(16, '\x20'));
    expect_exact(Type::mx, be16(10) + wire_name("mx.test"));
    expect_exact(Type::soa, wire_name("n") + wire_name("h") + std::string(20, '\1'));
    expect_exact(Type::txt, "\3abc");
    Cursor short_caa("\x80\xFFissue");
    read_data(short_caa, Type::caa, 7);
    EXPECT_TRUE(short_caa.failed());
}

} // namespace fingerpost::resolve
