"""French, Spanish, Portuguese, Italian, Romanian, Catalan, Galician."""

from __future__ import annotations

from .language import Language

FRENCH = Language(
    wrote="a écrit | écrit | écrivait | a ecrit | écrivit | Citation de | Quoting | a écrit le | à écrit"
    " | nous écrivait | avez écrit | as écrit",
    opener="Le | Citation de | En date de",
    sender="De | Expéditeur | De la part de",
    names="Envoyé | Envoyé le | Envoyé par | Date | À | A | Pour | Cc | Cci | Copie | Copie à | Objet | Sujet"
    " | Répondre à | Importance | Destinataire",
    original="Message d'origine | Message d’origine | Message original | Mail original | Message initial"
    " | Courriel original | Message d´origine | Rendez-vous d'origine | Message précédent | E-mail d'origine"
    " | Réponses précédentes",
    forwarded="Message transféré | Message transmis | Début du message réexpédié | Début du message transféré"
    " | Message réexpédié | Courriel transféré | Mail transféré | Message suivi",
    device="Envoyé de mon * | Envoyé de ma * | Envoyé depuis * | Envoyé à partir de * | Envoyé à partir d'*"
    " | Envoyé avec * | Envoyé par * | Envoyé via * | Envoyé d'* | Envoyé de * | Télécharger Outlook pour *"
    " | Obtenir Outlook pour * | Obtenez Outlook pour * | Garanti sans virus. * | Sans virus. * | Sans virus *"
    " | Provenance : * | De mon * | Envoyé avec la messagerie sécurisée * | Message envoyé depuis *"
    " | Cet e-mail a été vérifié par * | L'absence de virus dans ce courrier électronique a été vérifiée par *"
    " | Téléchargez Outlook pour *",
    above="répondre au-dessus de cette ligne | réponse au-dessus de cette ligne | au-dessus de cette ligne"
    " | au dessus de cette ligne",
)
SPANISH = Language(
    wrote="escribió | escribio | escribe | ha escrito | escribía | Citando a | escribiste",
    opener="El | Citando a | En",
    sender="De | Desde | Remitente",
    names="Enviado | Enviado el | Enviada el | Enviado a las | Fecha | Para | A | CC | CCO | Copia | Asunto"
    " | Responder a | Importancia | Destinatario | Prioridad",
    original="Mensaje original | Mensaje Original | Correo original | Cita original | Mensaje de origen"
    " | Respuestas anteriores",
    forwarded="Mensaje reenviado | Mensaje Reenviado | Inicio del mensaje reenviado | Correo reenviado"
    " | Empezar mensaje reenviado | Comienza mensaje reenviado",
    device="Enviado desde * | Enviado con * | Enviado a través de * | Enviado por * | Enviado mediante *"
    " | Enviado de mi * | Enviado vía * | Obtener Outlook para * | Descargar Outlook para *"
    " | Obtén Outlook para * | Libre de virus. * | Libre de virus * | Mensaje enviado desde *"
    " | El software de antivirus Avast *",
    above="responda por encima de esta línea | por encima de esta línea | encima de esta línea | arriba de esta línea",
)
PORTUGUESE = Language(
    wrote="escreveu | escreve | escreveram | Citando",
    opener="Em | A | No dia | Citando | Às",
    sender="De | Remetente",
    names="Enviado | Enviada | Enviado em | Enviada em | Enviado por | Data | Para | Cc | Cco | Bcc | Cópia"
    " | Assunto | Responder a | Responder para | Importância | Destinatário | Prioridade",
    original="Mensagem original | Mensagem Original | Mensagem de origem | E-mail original | Email original",
    forwarded="Mensagem encaminhada | Mensagem reencaminhada | Início da mensagem encaminhada"
    " | Início da mensagem reenviada | Mensagem reenviada | Início de mensagem reencaminhada",
    device="Enviado do * | Enviado da * | Enviado de * | Enviado a partir do * | Enviado a partir de *"
    " | Enviado via * | Enviado pelo * | Enviado com * | Enviado por * | Enviada do * | Enviado através do *"
    " | Obter o Outlook para * | Obtenha o Outlook para * | Baixar o Outlook para * | Livre de vírus. *"
    " | Livre de vírus * | Sem vírus. * | Este e-mail foi verificado * | Enviado desde o *",
    above="responda acima desta linha | acima desta linha | acima dessa linha",
)
ITALIAN = Language(
    wrote="ha scritto | scrive | scriveva | scrisse | hanno scritto | Citando | hai scritto",
    opener="Il giorno | Il | In data | Citando | Alle",
    sender="Da | Mittente",
    names="Inviato | Inviata | Inviato il | Data | A | Cc | Ccn | Oggetto | Rispondi a | Priorità | Destinatario | Per",
    original="Messaggio originale | Messaggio Originale | Messaggio originario | Email originale | Original message",
    forwarded="Messaggio inoltrato | Inizio messaggio inoltrato | Messaggio Inoltrato | Email inoltrata",
    device="Inviato da * | Inviato dal * | Inviato con * | Inviato tramite * | Inviata da * | Inviato via *"
    " | Scarica Outlook per * | Ottieni Outlook per * | Privo di virus. * | Privo di virus *"
    " | Questa e-mail è stata controllata * | Mail priva di virus. *",
    above="rispondi sopra questa riga | sopra questa riga | al di sopra di questa riga | sopra questa linea",
)
ROMANIAN = Language(
    wrote="a scris | scrie | au scris",
    opener="În | În data de | Pe data de | La | Pe",
    sender="De la | Expeditor | De",
    names="Trimis | Trimis la | Trimis pe | Data | Dată | Către | Catre | Pentru | Cc | Subiect | Subiectul"
    " | Răspunde la",
    original="Mesaj original | Mesajul original | Mesaj inițial",
    forwarded="Mesaj redirecționat | Mesaj redirectionat | Mesaj transmis | Începe mesajul redirecționat"
    " | Mesaj înaintat | Început mesaj redirecționat | Mesaj retrimis",
    device="Trimis de pe * | Trimis din * | Trimis cu * | Trimis de la * | Trimis prin *"
    " | Obțineți Outlook pentru * | Descărcați Outlook pentru * | Fără viruși. *",
    above="deasupra acestei linii | deasupra acestui rând",
)
CATALAN = Language(
    wrote="va escriure | ha escrit | escriu | escrigué",
    opener="El | Missatge de | En",
    sender="De | Des de | Remitent",
    names="Enviat | Enviat el | Enviat a | Data | Per a | A | A/c | Cc | Tema | Assumpte | Respon a | Destinatari",
    original="Missatge original",
    forwarded="Missatge reenviat | Inici del missatge reenviat",
    device="Enviat des de * | Enviat amb * | Enviat des del * | Enviat per * | Obteniu l'Outlook per a *",
    above="per sobre d'aquesta línia",
)
GALICIAN = Language(
    wrote="escribiu | escribe",
    opener="O | En | O día",
    sender="De",
    names="Enviado | Enviado o | Data | Para | Cc | Asunto",
    original="Mensaxe orixinal",
    forwarded="Mensaxe reenviada | Inicio da mensaxe reenviada | Mensaxe reencamiñada",
    device="Enviado dende * | Enviado desde * | Enviado co *",
)
LANGUAGES = (FRENCH, SPANISH, PORTUGUESE, ITALIAN, ROMANIAN, CATALAN, GALICIAN)
