// SPDX-License-Identifier: Apache-2.0
// Stands in for wlanapi.dll and what else wfd.windows uses of the system: a handle table, arguments checked as documented,
// completions and notices on threads of its own. Functions that begin with standin_ tell it what to do and what it saw.
#include "windows_part.h"
#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#ifdef _WIN32
extern __declspec(dllimport) void STDCALL SetLastError(dword error);
extern __declspec(dllimport) int STDCALL GetModuleHandleExW(dword flags, const void *address, handle *module);
#define set_last_error SetLastError
// With a thread of its own, the library must not be unloaded: JNA does so when nobody refers to it. On Linux the linker is told.
static void stay(void) {
    handle module;
    GetModuleHandleExW(0x5, (const void *) stay, &module); // GET_MODULE_HANDLE_EX_FLAG_PIN | FROM_ADDRESS
}
#else
static void stay(void) {}
#define set_last_error(error) (errno = (int) (error))
#endif

enum { INVALID_HANDLE = 6, INVALID_PARAMETER = 87, OVERFLOW_ = 111, NOT_FOUND = 1168, NO_SERVICE = 1060, NOT_ACTIVE = 1062,
       LIMIT = 1220, CANCELLED = 1223, INVALID_STATE = 5023 };
enum { TWICE = 1, CANCEL_SUCCEEDS = 2, BEFORE_RETURN = 4, AGAIN_AT_CLOSE = 8, NO_PEER = 16, FROM_LOCALHOST = 32, SLOW_CANCEL = 64, NO_RADIO = 128, HELD = 256, NULL_TABLE = 512 };
enum { RUNNING, STOPPED, DISABLED };
enum { DEVICES = 64, CLIENTS = 64, SESSIONS = 256, TARGETS = 16, PROPERTIES = 9 };

typedef struct {
    int used, visible, hidden; uint64_t mac; wchar16 name[64]; dword delay_ms, error, reason, behaviour; uint32_t index;
} device;
typedef struct { int used; uintptr_t value; } client;
typedef struct {
    int used, open, failed, cancelled, up; uintptr_t value, owner; uint64_t mac; uint32_t index; guid id; open_session_complete callback;
    void *context; dword delay_ms, error, reason, behaviour;
} session;
typedef struct { open_session_complete callback; void *context; guid id; uintptr_t owner, value; } former;
typedef enum { QUERY, INTERFACES, SERVICE } kind;
typedef struct { int used; kind kind; void *callback, *context; uintptr_t value; } target;
typedef struct event { struct event *next; uintptr_t target; int action; device device; } event;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static device devices[DEVICES];
static client clients[CLIENTS];
static session sessions[SESSIONS];
static former formers[SESSIONS];
static target targets[TARGETS];
static unsigned former_count, threads, invalid_uses, handle_limit = CLIENTS, service = RUNNING, completions;
static uintptr_t last_value = 0x1000, calling;
static uint32_t last_index = 100;
static event *first, **last = &first;
static int dispatching, query_result, released;
static char calls[256 * 1024];
static size_t calls_length;

static void record(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(calls + calls_length, sizeof calls - calls_length, format, arguments);
    va_end(arguments);
    if (n > 0 && calls_length + (size_t) n < sizeof calls) calls_length += (size_t) n;
}

static void pause_ms(unsigned ms) { usleep(ms * 1000); }

static uint64_t mac_of(const uint8_t *octets) {
    uint64_t mac = 0;
    for (int i = 0; i < 6; i++) mac = mac << 8 | octets[i];
    return mac;
}

static void octets_of(uint64_t mac, uint8_t *octets) { for (int i = 0; i < 6; i++) octets[i] = (uint8_t) (mac >> 8 * (5 - i)); }

static device *device_at(uint64_t mac) {
    for (int i = 0; i < DEVICES; i++) if (devices[i].used && devices[i].mac == mac) return devices + i;
    return NULL;
}

static client *client_at(handle value) {
    for (int i = 0; i < CLIENTS; i++) if (clients[i].used && clients[i].value == (uintptr_t) value) return clients + i;
    return NULL;
}

static session *session_at(handle value) {
    for (int i = 0; i < SESSIONS; i++) if (sessions[i].used && sessions[i].value == (uintptr_t) value) return sessions + i;
    return NULL;
}

static session *session_to(uint64_t mac) {
    for (int i = 0; i < SESSIONS; i++) if (sessions[i].used && !sessions[i].failed && sessions[i].mac == mac) return sessions + i;
    return NULL;
}

// ---- Notices: one thread, in order, never after the registration has been closed.

static void notify_target(const event *e, const target *t);

static void *dispatch(void *unused) {
    (void) unused;
    pthread_mutex_lock(&lock);
    while (1) {
        while (!first) pthread_cond_wait(&changed, &lock);
        event *e = first;
        first = e->next;
        if (!first) last = &first;
        target *t = NULL;
        for (int i = 0; i < TARGETS; i++) if (targets[i].used && targets[i].value == e->target) t = targets + i;
        if (t) {
            target copy = *t;
            calling = e->target;
            pthread_mutex_unlock(&lock);
            notify_target(e, &copy);
            pthread_mutex_lock(&lock);
            calling = 0;
            pthread_cond_broadcast(&changed);
        }
        free(e);
    }
    return NULL;
}

static void post(uintptr_t value, int action, const device *d) {
    event *e = calloc(1, sizeof *e);
    e->target = value;
    e->action = action;
    if (d) e->device = *d;
    *last = e;
    last = &e->next;
    pthread_cond_broadcast(&changed);
}

static void post_all(kind k, int action, const device *d) {
    for (int i = 0; i < TARGETS; i++) if (targets[i].used && targets[i].kind == k) post(targets[i].value, action, d);
}

static uintptr_t add_target(kind k, void *callback, void *context) {
    if (!dispatching) {
        pthread_t thread;
        stay();
        dispatching = pthread_create(&thread, NULL, dispatch, NULL) == 0;
        pthread_detach(thread);
    }
    for (int i = 0; i < TARGETS; i++)
        if (!targets[i].used) {
            targets[i] = (target) {1, k, callback, context, last_value += 4};
            return targets[i].value;
        }
    return 0;
}

static void remove_target(handle value) {
    pthread_mutex_lock(&lock);
    for (int i = 0; i < TARGETS; i++) if (targets[i].used && targets[i].value == (uintptr_t) value) targets[i].used = 0;
    while (calling == (uintptr_t) value) pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
}

// ---- Device nodes

static const guid WIFI_DIRECT = {0x1506935d, 0xe3e7, 0x450f, {0x86, 0x37, 0x82, 0x23, 0x3e, 0xbe, 0x5f, 0x6e}};
static const guid DEVICE_SET = {0xa45c254e, 0xdf1c, 0x4efd, {0x80, 0x20, 0x67, 0xd1, 0x46, 0xa8, 0x50, 0xe0}};

typedef struct { uint8_t mac[6]; int8_t visible, connected; uint32_t version; wchar16 name[64], id[64]; } node;

static void wide(wchar16 *to, const char *from, size_t size) {
    size_t i = 0;
    for (; from[i] && i + 1 < size; i++) to[i] = (uint8_t) from[i];
    to[i] = 0;
}

static void node_id(uint64_t mac, wchar16 *id) {
    char text[64];
    snprintf(text, sizeof text, "SWD\\WIFIDIRECT\\%012llX", (unsigned long long) mac);
    wide(id, text, 64);
}

static uint32_t describe(const device *d, node *n, devproperty *p) {
    memset(p, 0, PROPERTIES * sizeof *p);
    octets_of(d->mac, n->mac);
    n->visible = d->visible ? -1 : 0;
    n->version = 1;
    memcpy(n->name, d->name, sizeof n->name);
    node_id(d->mac, n->id);
    size_t length = 0;
    while (n->name[length]) length++;
    p[0] = (devproperty) {{{WIFI_DIRECT, 1}, 0, NULL}, 0x1003, 6, n->mac};
    p[1] = (devproperty) {{{WIFI_DIRECT, 6}, 0, NULL}, 0x11, 1, &n->visible};
    p[2] = (devproperty) {{{WIFI_DIRECT, 8}, 0, NULL}, 0x07, 4, &n->version};
    p[3] = (devproperty) {{{DEVICE_SET, 14}, 0, NULL}, 0x12, (uint32_t) (2 * length + 2), n->name};
    p[4] = (devproperty) {{{WIFI_DIRECT, 2}, 0, NULL}, 0, 0, NULL};
    return 5;
}

static void notify_target(const event *e, const target *t) {
    if (t->kind == INTERFACES) ((interface_change) t->callback)(t->context, NULL, e->action);
    else if (t->kind == SERVICE) ((service_change) t->callback)((dword) e->action, t->context);
    else {
        node n;
        devproperty p[PROPERTIES];
        dev_query_result_action_data data = {e->action, {0}};
        if (e->action == 0) data.data.state = 1;
        else {
            uint32_t count = describe(&e->device, &n, p);
            data.data.object = (dev_object) {3, n.id, e->action == 3 ? 0 : count, e->action == 3 ? NULL : p};
        }
        ((dev_query_result) t->callback)((handle) t->value, t->context, &data);
    }
}

EXPORT int STDCALL DevCreateObjectQuery(int type, uint32_t flags, uint32_t count, const devpropcompkey *keys, uint32_t filters,
        const devprop_filter_expression *filter, dev_query_result callback, void *context, handle *query) {
    if (type != 3 || flags != 1 || !count || !keys || filters != 1 || !filter || filter->op != 1 || !callback || !query
            || memcmp(&filter->property.comp.key.fmtid, &WIFI_DIRECT, sizeof(guid)) || filter->property.comp.key.pid != 1
            || memcmp(&keys[0].key.fmtid, &WIFI_DIRECT, sizeof(guid)))
        return (int) 0x80070057;
    if (query_result) return query_result;
    pthread_mutex_lock(&lock);
    uintptr_t value = add_target(QUERY, (void *) callback, context);
    for (int i = 0; i < DEVICES; i++) if (devices[i].used) post(value, 1, devices + i);
    post(value, 0, NULL);
    *query = (handle) value;
    pthread_mutex_unlock(&lock);
    return 0;
}

EXPORT void STDCALL DevCloseObjectQuery(handle query) { remove_target(query); }

EXPORT int STDCALL DevGetObjectProperties(int type, const wchar16 *id, uint32_t flags, uint32_t count, const devpropcompkey *keys,
        uint32_t *given, devproperty **properties) {
    int result = (int) 0x80070490;
    if (type != 3 || !id || flags || !count || !keys || !given || !properties) return (int) 0x80070057;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < DEVICES; i++) {
        wchar16 own[64];
        node_id(devices[i].mac, own);
        size_t n = 0;
        while (own[n] && own[n] == id[n]) n++;
        if (!devices[i].used || own[n] != id[n]) continue;
        char *memory = calloc(1, PROPERTIES * sizeof(devproperty) + sizeof(node));
        *properties = (devproperty *) memory;
        *given = describe(devices + i, (node *) (memory + PROPERTIES * sizeof(devproperty)), *properties);
        result = 0;
    }
    pthread_mutex_unlock(&lock);
    return result;
}

EXPORT void STDCALL DevFreeObjectProperties(uint32_t count, devproperty *properties) {
    (void) count;
    free(properties);
}

// ---- Wi-Fi Direct

static dword service_error(void) { return service == STOPPED ? NOT_ACTIVE : service == DISABLED ? INVALID_STATE : 0; }

EXPORT dword STDCALL WFDOpenHandle(dword version, dword *negotiated, handle *given) {
    if (!negotiated || !given || version != 1) return INVALID_PARAMETER;
    pthread_mutex_lock(&lock);
    dword error = LIMIT;
    unsigned open = 0;
    for (int i = 0; i < CLIENTS; i++) open += clients[i].used ? 1 : 0;
    for (int i = 0; i < CLIENTS && open < handle_limit && error; i++)
        if (!clients[i].used) {
            clients[i] = (client) {1, last_value += 4};
            *given = (handle) clients[i].value;
            *negotiated = 1;
            error = 0;
        }
    record("WFDOpenHandle %u\n", error);
    pthread_mutex_unlock(&lock);
    return error;
}

static guid guid_of(uint64_t mac, uint32_t index) {
    guid id = {0x5d1e0000 + index, 0x1234, 0x5678, {0x9a, 0xbc}};
    octets_of(mac, id.data4 + 2);
    return id;
}

static void call_back(const session *s, guid id, dword error, dword reason) {
    static const guid none = {0};
    s->callback((handle) s->value, s->context, error ? none : id, error, reason);
}

static void *complete(void *argument) {
    session *s = argument;
    pthread_mutex_lock(&lock);
    for (dword waited = 0; s->behaviour & HELD ? !released : waited < s->delay_ms && !s->cancelled; waited += 5) {
        pthread_mutex_unlock(&lock);
        pause_ms(5);
        pthread_mutex_lock(&lock);
    }
    device *d = device_at(s->mac);
    dword error = service_error();
    if (!error && !d) error = INVALID_PARAMETER;
    if (!error && s->cancelled && !(s->behaviour & CANCEL_SUCCEEDS)) error = CANCELLED;
    if (!error) error = s->error;
    dword reason = error == s->error ? s->reason : 0;
    session copy = *s;
    if (error) s->failed = 1; // the handle is good until the completion returns
    else s->open = s->up = 1;
    formers[former_count++ % SESSIONS] = (former) {s->callback, s->context, s->id, s->owner, s->value};
    if (!error) post_all(INTERFACES, 1, NULL);
    pthread_mutex_unlock(&lock);
    call_back(&copy, copy.id, error, reason);
    if (copy.behaviour & TWICE) call_back(&copy, copy.id, error, reason);
    pthread_mutex_lock(&lock);
    if (error) s->used = 0;
    threads--;
    completions++;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    return NULL;
}

static session *new_session(handle owner, uint64_t mac, const device *d) {
    for (int i = 0; i < SESSIONS; i++)
        if (!sessions[i].used) {
            uint32_t index = d ? d->index : 1;
            sessions[i] = (session) {1, 0, 0, 0, 0, last_value += 4, (uintptr_t) owner, mac, index, guid_of(mac, index), NULL, NULL,
                d ? d->delay_ms : 0, d ? d->error : 0, d ? d->reason : 0, d ? d->behaviour : 0};
            return sessions + i;
        }
    return NULL;
}

EXPORT dword STDCALL WFDStartOpenSession(handle owner, const uint8_t *address, void *context, open_session_complete callback,
        handle *given) {
    if (!owner || !address || !callback || !given) return INVALID_PARAMETER;
    uint64_t mac = mac_of(address);
    pthread_mutex_lock(&lock);
    dword error = 0;
    device *d = device_at(mac);
    if (!client_at(owner)) invalid_uses++, error = INVALID_HANDLE;
    else if (service_error()) error = service_error();
    else if (session_to(mac)) error = INVALID_STATE;
    session *s = error ? NULL : new_session(owner, mac, d);
    if (!error && !s) error = 8;
    if (s) {
        s->callback = callback;
        s->context = context;
        *given = (handle) s->value;
        threads++;
        pthread_t thread;
        pthread_attr_t attributes;
        pthread_attr_init(&attributes);
        pthread_attr_setstacksize(&attributes, 512 * 1024);
        int failed = pthread_create(&thread, &attributes, complete, s);
        pthread_attr_destroy(&attributes);
        if (failed) s->used = 0, threads--, error = 8;
        else pthread_detach(thread);
        unsigned before = completions;
        uintptr_t value = s->value;
        if (!failed && s->behaviour & BEFORE_RETURN)
            while (completions == before && s->value == value) pthread_cond_wait(&changed, &lock);
    }
    record("WFDStartOpenSession %012llx %u\n", (unsigned long long) mac, error);
    pthread_mutex_unlock(&lock);
    return error;
}

EXPORT dword STDCALL WFDCancelOpenSession(handle value) {
    if (!value) return INVALID_PARAMETER;
    pthread_mutex_lock(&lock);
    session *s = session_at(value);
    if (s) s->cancelled = 1;
    // A call that takes so long that the completion could return under it.
    if (s && s->behaviour & SLOW_CANCEL)
        for (int i = 0; i < 100 && (s = session_at(value)); i++) {
            pthread_mutex_unlock(&lock);
            pause_ms(5);
            pthread_mutex_lock(&lock);
        }
    if (!s) invalid_uses++;
    record("WFDCancelOpenSession %u\n", s ? 0 : INVALID_HANDLE);
    pthread_mutex_unlock(&lock);
    return s ? 0 : INVALID_HANDLE;
}

static void *disconnect(void *argument) {
    pause_ms(10);
    pthread_mutex_lock(&lock);
    ((session *) argument)->used = 0;
    post_all(INTERFACES, 2, NULL);
    threads--;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    return NULL;
}

static void begin_disconnect(session *s) {
    s->value = 0; // the handle is gone at once, the link later
    threads++;
    pthread_t thread;
    if (pthread_create(&thread, NULL, disconnect, s)) s->used = 0, threads--;
    else pthread_detach(thread);
}

EXPORT dword STDCALL WFDCloseSession(handle value) {
    if (!value) return INVALID_PARAMETER;
    pthread_mutex_lock(&lock);
    session *s = session_at(value);
    dword error = s ? 0 : INVALID_HANDLE;
    if (!s) invalid_uses++;
    else if (s->open) begin_disconnect(s); // while it opens, nothing
    record("WFDCloseSession %u\n", error);
    pthread_mutex_unlock(&lock);
    return error;
}

EXPORT dword STDCALL WFDCloseHandle(handle value) {
    if (!value) return INVALID_PARAMETER;
    pthread_mutex_lock(&lock);
    client *c = client_at(value);
    dword error = c ? 0 : INVALID_HANDLE;
    if (!c) invalid_uses++;
    else {
        former again[SESSIONS];
        unsigned count = 0;
        for (int i = 0; i < SESSIONS; i++)
            if (formers[i].callback && formers[i].owner == (uintptr_t) value) {
                device *d = device_at(mac_of(formers[i].id.data4 + 2));
                if (d && d->behaviour & AGAIN_AT_CLOSE) again[count++] = formers[i];
                formers[i].callback = NULL;
            }
        for (int i = 0; i < SESSIONS; i++)
            if (sessions[i].used && sessions[i].owner == (uintptr_t) value && sessions[i].value && sessions[i].open)
                begin_disconnect(sessions + i);
        c->used = 0;
        pthread_mutex_unlock(&lock);
        for (unsigned i = 0; i < count; i++)
            again[i].callback((handle) again[i].value, again[i].context, again[i].id, 0, 0);
        pthread_mutex_lock(&lock);
    }
    record("WFDCloseHandle %u\n", error);
    pthread_mutex_unlock(&lock);
    return error;
}

EXPORT dword STDCALL WFDOpenLegacySession(handle owner, const uint8_t *address, handle *given, guid *id) {
    if (!owner || !address || !given || !id) return INVALID_PARAMETER;
    uint64_t mac = mac_of(address);
    pthread_mutex_lock(&lock);
    device *d = device_at(mac);
    dword error = service_error();
    if (!client_at(owner)) invalid_uses++, error = INVALID_HANDLE;
    else if (!error && !d) error = INVALID_PARAMETER;
    else if (!error && session_to(mac)) error = INVALID_STATE;
    else if (!error) error = d->error;
    session *s = error ? NULL : new_session(owner, mac, d);
    if (s) {
        s->open = s->up = 1;
        *given = (handle) s->value;
        *id = s->id;
        post_all(INTERFACES, 1, NULL);
    }
    record("WFDOpenLegacySession %012llx %u\n", (unsigned long long) mac, error);
    pthread_mutex_unlock(&lock);
    return error;
}

EXPORT dword STDCALL WFDUpdateDeviceVisibility(const uint8_t *address) {
    if (!address) return INVALID_PARAMETER;
    pthread_mutex_lock(&lock);
    device *d = device_at(mac_of(address));
    dword error = service_error();
    if (!error && !d) error = INVALID_PARAMETER;
    if (!error && !d->visible) {
        d->visible = 1;
        post_all(QUERY, 2, d);
    }
    record("WFDUpdateDeviceVisibility %u\n", error);
    pthread_mutex_unlock(&lock);
    return error;
}

// ---- The rest of wlanapi.h

EXPORT dword STDCALL WlanOpenHandle(dword version, void *reserved, dword *negotiated, handle *given) {
    if (version != 2 || reserved || !negotiated || !given) return INVALID_PARAMETER;
    *negotiated = 2;
    *given = (handle) 0x77;
    return 0;
}

EXPORT dword STDCALL WlanCloseHandle(handle value, void *reserved) {
    return value == (handle) 0x77 && !reserved ? 0 : INVALID_HANDLE;
}

EXPORT dword STDCALL WlanQueryInterface(handle value, const guid *id, int opcode, void *reserved, dword *size, void **data, dword *type) {
    (void) type;
    if (value != (handle) 0x77 || !id || reserved || !size || !data) return INVALID_PARAMETER;
    dword error = NOT_FOUND;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < SESSIONS; i++) {
        if (!sessions[i].used || !sessions[i].up || sessions[i].behaviour & NO_RADIO || memcmp(&sessions[i].id, id, sizeof *id)) continue;
        if (opcode == 7) {
            wlan_connection_attributes *a = calloc(1, *size = sizeof *a);
            a->association.tx_rate = 144400;
            *data = a;
        } else {
            static uint64_t sent;
            wlan_statistics *s = calloc(1, *size = sizeof *s + sizeof s->phy[0]);
            sent += 100; // by each of two modulations
            s->phys = 2;
            for (int n = 0; n < 2; n++) {
                s->phy[n].transmitted = sent;
                s->phy[n].retry = sent / 10;
                s->phy[n].multiple_retry = sent / 20;
                s->phy[n].failed = sent / 50;
            }
            *data = s;
        }
        error = 0;
        break;
    }
    pthread_mutex_unlock(&lock);
    return error;
}

EXPORT void STDCALL WlanFreeMemory(void *memory) { free(memory); }

EXPORT dword STDCALL WlanReasonCodeToString(dword reason, dword size, wchar16 *text, void *reserved) {
    char narrow[64];
    if (!size || !text || reserved) return INVALID_PARAMETER;
    snprintf(narrow, sizeof narrow, "stand-in reason %u", reason);
    wide(text, narrow, size);
    return 0;
}

// ---- IP Helper

static int is_up(const session *s) { return s->used && s->up; }

static void ipv4(sockaddr_in4 *to, uint64_t mac, int last_octet) {
    memset(to, 0, sizeof *to);
    to->family = 2;
    to->address[0] = 127;
    to->address[1] = (uint8_t) (mac >> 8);
    to->address[2] = (uint8_t) mac;
    to->address[3] = (uint8_t) last_octet;
}

typedef struct { adapter_addresses adapter; unicast_address unicast; sockaddr_in4 address; char name[40]; } adapter_block;

EXPORT dword STDCALL GetAdaptersAddresses(dword family, dword flags, void *reserved, void *buffer, dword *size) {
    (void) family, (void) flags;
    if (reserved || !size) return INVALID_PARAMETER;
    pthread_mutex_lock(&lock);
    dword count = 1; // one that is no session's
    for (int i = 0; i < SESSIONS; i++) count += is_up(sessions + i) ? 1 : 0;
    dword needed = (dword) (count * sizeof(adapter_block)), error = 0;
    if (!buffer || *size < needed) error = OVERFLOW_;
    else {
        adapter_block *blocks = buffer;
        memset(blocks, 0, needed);
        dword n = 0;
        for (int i = -1; i < SESSIONS; i++) {
            if (i >= 0 && !is_up(sessions + i)) continue;
            adapter_block *b = blocks + n++;
            guid other = {1, 2, 3, {4}}, id = i < 0 ? other : sessions[i].id;
            // FROM_LOCALHOST: Wine sends UDP from 127.0.0.1, to whatever loopback address its socket is bound.
            ipv4(&b->address, i < 0 ? 0xfefe : sessions[i].behaviour & FROM_LOCALHOST ? 0 : sessions[i].mac, 1);
            snprintf(b->name, sizeof b->name, "{%08X-%04X-%04X-%02X%02X-%02X%02X%02X%02X%02X%02X}", id.data1, id.data2, id.data3,
                id.data4[0], id.data4[1], id.data4[2], id.data4[3], id.data4[4], id.data4[5], id.data4[6], id.data4[7]);
            b->unicast.length = sizeof b->unicast;
            b->unicast.address = (socket_address) {&b->address, 16};
            b->adapter.length = sizeof b->adapter;
            b->adapter.index = i < 0 ? 1 : sessions[i].index;
            b->adapter.name = b->name;
            b->adapter.unicast = &b->unicast;
            b->adapter.oper_status = 1;
            b->adapter.next = n < count ? &blocks[n].adapter : NULL;
        }
    }
    *size = needed;
    pthread_mutex_unlock(&lock);
    return error;
}

EXPORT dword STDCALL GetIpNetTable2(uint16_t family, ipnet_table2 **table) {
    if ((family && family != 2) || !table) return INVALID_PARAMETER;
    pthread_mutex_lock(&lock);
    *table = calloc(1, sizeof(ipnet_table2) + SESSIONS * sizeof(ipnet_row2));
    for (int i = 0; i < SESSIONS; i++) {
        if (!is_up(sessions + i) || sessions[i].behaviour & NO_PEER) continue;
        if (sessions[i].behaviour & NULL_TABLE) {
            free(*table);
            *table = NULL;
            break;
        }
        ipnet_row2 *row = (*table)->rows + (*table)->count++;
        ipv4(&row->address.v4, sessions[i].mac, 2);
        row->index = sessions[i].index;
        octets_of(sessions[i].mac, row->physical);
        row->physical_length = 6;
        row->state = 5;
    }
    pthread_mutex_unlock(&lock);
    return 0;
}

EXPORT void STDCALL FreeMibTable(void *memory) { free(memory); }

static uint64_t out_packets;

EXPORT dword STDCALL GetIfEntry2(if_row2 *row) {
    dword error = NOT_FOUND;
    if (!row || (!row->index && !row->luid)) return INVALID_PARAMETER;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < SESSIONS; i++)
        if (is_up(sessions + i) && sessions[i].index == row->index) {
            row->id = sessions[i].id;
            row->transmit = row->receive = 300000000;
            row->oper_status = 1;
            row->out_ucast = out_packets += 1000;
            error = 0;
        }
    pthread_mutex_unlock(&lock);
    return error;
}

EXPORT dword STDCALL NotifyIpInterfaceChange(uint16_t family, interface_change callback, void *context, uint8_t initial, handle *given) {
    if ((family && family != 2 && family != 23) || !callback || !given) return INVALID_PARAMETER;
    pthread_mutex_lock(&lock);
    uintptr_t value = add_target(INTERFACES, (void *) callback, context);
    if (initial) post(value, 3, NULL);
    *given = (handle) value;
    pthread_mutex_unlock(&lock);
    return 0;
}

EXPORT dword STDCALL CancelMibChangeNotify2(handle value) {
    remove_target(value);
    return 0;
}

// ---- Services

EXPORT handle STDCALL OpenSCManagerW(const wchar16 *machine, const wchar16 *database, dword access) {
    return !machine && !database && access == 1 ? (handle) 0x51 : NULL;
}

EXPORT handle STDCALL OpenServiceW(handle manager, const wchar16 *name, dword access) {
    static const char expected[] = "WlanSvc";
    for (size_t i = 0; i < sizeof expected; i++)
        if (manager != (handle) 0x51 || access != 4 || name[i] != (uint8_t) expected[i]) {
            set_last_error(NO_SERVICE);
            return NULL;
        }
    return (handle) 0x52;
}

EXPORT int STDCALL QueryServiceStatus(handle value, service_status *status) {
    if (value != (handle) 0x52 || !status) return 0;
    memset(status, 0, sizeof *status);
    status->state = service == STOPPED ? 1 : 4;
    return 1;
}

EXPORT int STDCALL CloseServiceHandle(handle value) { return value == (handle) 0x51 || value == (handle) 0x52; }

EXPORT dword STDCALL SubscribeServiceChangeNotifications(handle value, int type, service_change callback, void *context, handle *given) {
    if (value != (handle) 0x52 || type != 2 || !callback || !given) return INVALID_PARAMETER;
    pthread_mutex_lock(&lock);
    *given = (handle) add_target(SERVICE, (void *) callback, context);
    pthread_mutex_unlock(&lock);
    return 0;
}

EXPORT void STDCALL UnsubscribeServiceChangeNotifications(handle subscription) { remove_target(subscription); }

#ifndef _WIN32
EXPORT dword FormatMessageW(dword flags, const void *source, dword id, dword language, wchar16 *text, dword size, void *arguments) {
    char narrow[64];
    (void) language, (void) arguments;
    if (flags != 0x1200 || source || !text || !size) return 0;
    dword length = (dword) snprintf(narrow, sizeof narrow, "stand-in message %u\r\n", id);
    wide(text, narrow, size);
    return length;
}
#endif

// ---- For tests

EXPORT void standin_device(uint64_t mac, const char *name, int visible, dword delay_ms, dword error, dword reason, dword behaviour) {
    pthread_mutex_lock(&lock);
    device *d = device_at(mac);
    int is_new = !d;
    for (int i = 0; i < DEVICES && !d; i++) if (!devices[i].used) d = devices + i;
    if (d) {
        *d = (device) {1, visible, 0, mac, {0}, delay_ms, error, reason, behaviour, is_new ? ++last_index : d->index};
        wide(d->name, name, 64);
        post_all(QUERY, is_new ? 1 : 2, d);
    }
    pthread_mutex_unlock(&lock);
}

static void drop_link(uint64_t mac) {
    session *s = session_to(mac);
    if (s && s->open) s->up = 0;
    post_all(INTERFACES, 2, NULL);
}

EXPORT void standin_break_link(uint64_t mac) {
    pthread_mutex_lock(&lock);
    drop_link(mac);
    pthread_mutex_unlock(&lock);
}

EXPORT void standin_remove(uint64_t mac) {
    pthread_mutex_lock(&lock);
    device *d = device_at(mac);
    drop_link(mac); // first, as happens when a display is unpaired
    if (d) {
        post_all(QUERY, 3, d);
        d->used = 0;
    }
    pthread_mutex_unlock(&lock);
}

EXPORT void standin_service(unsigned state) {
    pthread_mutex_lock(&lock);
    service = state;
    if (state == STOPPED) {
        for (int i = 0; i < SESSIONS; i++) {
            sessions[i].cancelled = 1;
            if (sessions[i].used && sessions[i].open) sessions[i].up = 0;
        }
        post_all(INTERFACES, 2, NULL);
    }
    post_all(SERVICE, state == STOPPED ? 1 : 8, NULL);
    pthread_mutex_unlock(&lock);
}

// What DevCreateObjectQuery gives from now on.
EXPORT void standin_query_result(int result) { query_result = result; }

// Lets those complete that are held, whatever was done to them.
EXPORT void standin_release(void) { released = 1; }

EXPORT void standin_handle_limit(unsigned limit) { handle_limit = limit; }

// Forgets devices, behaviours and calls; waits for its threads. Handles that are open stay open.
EXPORT void standin_reset(void) {
    pthread_mutex_lock(&lock);
    released = 1;
    while (threads) pthread_cond_wait(&changed, &lock);
    released = 0;
    for (int i = 0; i < DEVICES; i++)
        if (devices[i].used) {
            post_all(QUERY, 3, devices + i);
            devices[i].used = 0;
        }
    service = RUNNING;
    handle_limit = CLIENTS;
    query_result = 0;
    calls_length = invalid_uses = completions = 0;
    pthread_mutex_unlock(&lock);
}

EXPORT unsigned standin_open_handles(void) {
    unsigned n = 0;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < CLIENTS; i++) n += clients[i].used ? 1 : 0;
    pthread_mutex_unlock(&lock);
    return n;
}

EXPORT unsigned standin_open_sessions(void) {
    unsigned n = 0;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < SESSIONS; i++) n += sessions[i].used ? 1 : 0;
    pthread_mutex_unlock(&lock);
    return n;
}

EXPORT unsigned standin_registrations(void) {
    unsigned n = 0;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < TARGETS; i++) n += targets[i].used ? 1 : 0;
    pthread_mutex_unlock(&lock);
    return n;
}

EXPORT unsigned standin_invalid_uses(void) { return invalid_uses; }

EXPORT unsigned standin_completions(void) { return completions; }

EXPORT void standin_calls(char *text, unsigned size) {
    pthread_mutex_lock(&lock);
    size_t n = calls_length < size - 1 ? calls_length : size - 1;
    memcpy(text, calls, n);
    text[n] = 0;
    pthread_mutex_unlock(&lock);
}

// Calls back once, on the calling thread, with a GUID that is given octet by octet: how the by-value argument arrives.
EXPORT void standin_call(open_session_complete callback, void *context, const uint8_t *octets, dword error, dword reason) {
    guid id;
    memcpy(&id, octets, sizeof id);
    callback((handle) 0x1122334455667788ULL, context, id, error, reason);
}
