package dev.ringbus.config;

/** Whole files that several tests read. */
final class Samples {

  /** Every key of the file, where the environment has KEY and PASSWORD. */
  static final String EVERYTHING =
      """
      integrations:
        acme-uis:
          platform: comagic
          key: {env: KEY}
          user: hub
          plan: acme
          crm: acme-kontur
          timeZone: Europe/Moscow
          allowFrom: [203.0.113.0/24, "2001:db8::/32"]
          closeAfter: 4h
          recordingsFrom: ["vrecords.call-tracking.by"]
        acme-ivr:
          platform: callinteractive
          profile: telphin
          key: {env: KEY}
          plan: acme-ivr
        acme-mts:
          platform: mts
          user: mts
          key: {env: KEY}
          plan: acme
          idleReply: {EventType: 0, Param: ""}
        acme-sim:
          platform: sipsim
          signingSecret: {env: PASSWORD}
      crms:
        acme-kontur:
          type: kontur
          baseUrl: https://crm.kontur.ru
          apiKey: {env: PASSWORD}
          secret: {name: token, value: {env: PASSWORD}}
          inboundKey: {env: KEY}
          users:
            7d0f0a5e-8d1c-4e52-9a41-0f5b3f1c2a10: "306"
          originate:
            integration: acme-uis
            http:
              method: POST
              url: "https://pbx.example/call/{extension}"
              headers: {X-API-Key: "{secret}", X-Call: "{communicationId}"}
              body: '{"from": "{extension}", "to": "{clientPhone}"}'
              user: hub
              password: {env: PASSWORD}
              secret: {env: PASSWORD}
          staleAfter: 90s
          settleBy: nothing
          concurrency: 8
          contentLengthAs: number
        old:
          type: callevent
          baseUrl: https://crm.example
          user: hub
          password: {env: PASSWORD}
          every: 3s
      calendars:
        office:
          timeZone: Europe/Moscow
          open: ["Mon-Fri 09:00-18:00"]
          closed: [2026-12-31]
      plans:
        acme:
          deadline: 1500ms
          rules:
            - name: typed-one
              when: call.digits == "1"
              then:
                - forward: {to: ["74959876543", "79031505050"], as: number, record: true, ringFor: 20, final: false, earlyMedia: true}
                - play: {file: "10sec.mp3", resume: true, background: true, digitsInto: code}
                - whisper: {none: true}
            - name: old-crm
              ask: {http: "https://crm.example/route", dialect: comagic, method: POST, user: hub, password: {env: PASSWORD}}
              within: 500ms
            - name: owner
              when: call.clientPhone != ""
              ask: {crm: acme-kontur}
              within: 800ms
            - name: closed
              when: "!open('office')"
              then: [{goto: {branch: 2}}]
          otherwise: [{goto: {menu: main}}]
        acme-ivr:
          otherwise:
            - set: {name: a, value: b}
            - present: {name: a, number: 306}
            - pause: {seconds: 3}
            - play: {text: "Здравствуйте"}
            - goto: {context: 3, option: start, priority: 1}
        unused:
          otherwise: [{return: {}}, {whisper: {text: a}}, {whisper: {file: a}}, {hangup: {}}]
      control:
        token: {env: KEY}
      """;

  private Samples() {}
}
